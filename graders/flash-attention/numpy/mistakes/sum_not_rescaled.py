"""When the maximum grows, the old sum of the weights is not rescaled, only the accumulator is: the output
comes out too small. Both were taken relative to the old maximum, so both get exp(m - m_new).

zh: 最大值增大时，旧的权重之和没有重新缩放，只缩放了累加器：输出偏小。两者都是相对旧最大值计算的，都要乘以 exp(m - m_new)。

Caught by: several blocks
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
    m_new = np.maximum(m, scores.max(axis=-1, keepdims=True))
    scale = np.exp(m - m_new)  # what the old sums are worth now
    p = np.exp(scores - m_new)
    return q, m_new, total + p.sum(axis=-1, keepdims=True), acc * scale + p @ v


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
