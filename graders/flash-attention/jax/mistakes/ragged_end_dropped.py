"""The number of blocks is keys // block: where the last block is shorter, its keys are never read. Step
through the keys by `block`; a slice that ends too far is cut off by itself.

zh: 块数取了 keys // block：最后一块不满时，其中的键从未被读到。应以 `block` 为步长遍历键；超出末尾的切片会自动截断。

Caught by: any size of block
"""

import math

import jax.numpy as jnp


def start(q, d_v):
    """Return the state before any key: (q, m, total, acc)."""
    rows = q.shape[:-1]  # (batch, queries)
    return q, jnp.full((*rows, 1), -jnp.inf, q.dtype), jnp.zeros((*rows, 1), q.dtype), jnp.zeros((*rows, d_v), q.dtype)


def absorb(state, k, v):
    """Return the state after a block of keys, (batch, block, d), and values, (batch, block, d_v)."""
    q, m, total, acc = state
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, block)
    m_new = jnp.maximum(m, scores.max(axis=-1, keepdims=True))
    scale = jnp.exp(m - m_new)  # what the old sums are worth now
    p = jnp.exp(scores - m_new)
    return q, m_new, total * scale + p.sum(axis=-1, keepdims=True), acc * scale + p @ v


def finish(state):
    """Return the output: (batch, queries, d_v)."""
    _, _, total, acc = state
    return acc / total


def flash_attention(q, k, v, block):
    """Return attention, reading k and v in blocks of `block` keys."""
    state = start(q, v.shape[-1])
    for first in range(0, k.shape[1] // block * block, block):
        state = absorb(state, k[:, first : first + block], v[:, first : first + block])
    return finish(state)
