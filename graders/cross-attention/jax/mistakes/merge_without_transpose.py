"""The heads' outputs are reshaped to (batch, queries, d_model) with the heads still before the queries:
rows mix positions.

zh: 各个头的输出在头的轴仍位于查询之前时就 reshape 成了 (batch, queries, d_model)：每一行混合了不同位置。

Caught by: values
"""

import math

import jax
import jax.numpy as jnp


def split(x, heads):
    """(batch, length, d_model) -> (batch, heads, length, d_head)."""
    batch, length, d_model = x.shape
    return x.reshape(batch, length, heads, d_model // heads).swapaxes(1, 2)


def cross_attention(x, memory, mask, p, heads):
    """Return what the queries of x find in the memory: (batch, queries, d_model)."""
    q = split(x @ p["wq"] + p["bq"], heads)
    k = split(memory @ p["wk"] + p["bk"], heads)
    v = split(memory @ p["wv"] + p["bv"], heads)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
    scores = jnp.where(mask[:, None, None, :], scores, -jnp.inf)
    out = jax.nn.softmax(scores, axis=-1) @ v  # (batch, queries, heads, d_head)
    return out.reshape(x.shape) @ p["wo"] + p["bo"]
