"""When the maximum grows, the old accumulator is not rescaled, only the sum of the weights is: old values
count too much. Both were taken relative to the old maximum, so both get exp(m - m_new).

zh: 最大值增大时，旧的累加器没有重新缩放，只缩放了权重之和：旧的值权重过大。两者都是相对旧最大值计算的，都要乘以 exp(m - m_new)。

Caught by: several blocks
"""

import math

import torch


def start(q, d_v):
    """Return the state before any key: (q, m, total, acc)."""
    rows = q.shape[:-1]  # (batch, queries)
    return q, q.new_full((*rows, 1), -math.inf), q.new_zeros((*rows, 1)), q.new_zeros((*rows, d_v))


def absorb(state, k, v):
    """Return the state after a block of keys, (batch, block, d), and values, (batch, block, d_v)."""
    q, m, total, acc = state
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, queries, block)
    m_new = torch.maximum(m, scores.amax(dim=-1, keepdim=True))
    scale = torch.exp(m - m_new)  # what the old sums are worth now
    p = torch.exp(scores - m_new)
    return q, m_new, total * scale + p.sum(dim=-1, keepdim=True), acc + p @ v


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
