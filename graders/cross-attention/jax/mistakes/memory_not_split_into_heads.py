"""The queries are split into heads rightly, keys and values are reshaped straight to (batch, heads, keys,
d_head): a head of the memory mixes positions. Split both in the same way.

zh: 查询正确地拆成了多个头，键和值却被直接 reshape 成 (batch, heads, keys, d_head)：memory 的一个头混合了不同的位置。两者应以相同方式拆分。

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
    k = (memory @ p["wk"] + p["bk"]).reshape(q.shape[0], heads, -1, q.shape[-1])
    v = (memory @ p["wv"] + p["bv"]).reshape(k.shape)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
    scores = jnp.where(mask[:, None, None, :], scores, -jnp.inf)
    out = (jax.nn.softmax(scores, axis=-1) @ v).swapaxes(1, 2)  # (batch, queries, heads, d_head)
    return out.reshape(x.shape) @ p["wo"] + p["bo"]
