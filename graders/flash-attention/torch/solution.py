"""Attention over keys that arrive in blocks, with an online softmax."""

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
    return q, m_new, total * scale + p.sum(dim=-1, keepdim=True), acc * scale + p @ v


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
