"""The state is replaced by that of the newest block: all keys before are forgotten. Add to what is there.

zh: 状态被最新一块的结果取代：之前的所有键都被忘掉了。应累加到已有的结果上。

Caught by: several blocks
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
    return q, m_new, p.sum(axis=-1, keepdims=True), p @ v


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
