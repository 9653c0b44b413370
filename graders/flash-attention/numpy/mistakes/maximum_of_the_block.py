"""The new maximum is that of the newest block alone. The arithmetic stays right, but when scores fall,
exp(m - m_new) is exp of a large positive number and overflows. Take the larger of the old and the new.

zh: 新的最大值只取了最新一块的。算式仍然成立，但当得分下降时，exp(m - m_new) 是一个很大正数的指数，会上溢。应取新旧两者中较大的。

Caught by: rising and falling scores
"""

import math

import numpy as np


def start(q, d_v):
    """Return the state before any key: (q, m, total, acc)."""
    rows = q.shape[:-1]  # (batch, queries)
    return q, np.full((*rows, 1), -np.inf, q.dtype), np.zeros((*rows, 1), q.dtype), np.zeros((*rows, d_v), q.dtype)


def absorb(state, k, v):
    """Return the state after a block of keys, (batch, block, d), and values, (batch, block, d_v)."""
    q, m, total, acc = state
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, block)
    m_new = scores.max(axis=-1, keepdims=True)
    scale = np.exp(m - m_new)  # what the old sums are worth now
    p = np.exp(scores - m_new)
    return q, m_new, total * scale + p.sum(axis=-1, keepdims=True), acc * scale + p @ v


def finish(state):
    """Return the output: (batch, queries, d_v)."""
    _, _, total, acc = state
    return acc / total


def flash_attention(q, k, v, block):
    """Return attention, reading k and v in blocks of `block` keys."""
    state = start(q, v.shape[-1])
    for first in range(0, k.shape[1], block):
        state = absorb(state, k[:, first : first + block], v[:, first : first + block])
    return finish(state)
