"""The scores are divided by the square root of d_memory. What matters is how many terms a head's dot
product has: d_head.

zh: 得分除以了 d_memory 的平方根。重要的是一个头的点积有多少项：d_head。

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
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(memory.shape[-1])  # (batch, heads, queries, keys)
    scores = jnp.where(mask[:, None, None, :], scores, -jnp.inf)
    out = (jax.nn.softmax(scores, axis=-1) @ v).swapaxes(1, 2)  # (batch, queries, heads, d_head)
    return out.reshape(x.shape) @ p["wo"] + p["bo"]
