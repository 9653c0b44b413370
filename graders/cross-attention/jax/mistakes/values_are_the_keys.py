"""The key projection is used for the values too. Keys say where to look, values what is found there; they
have projections of their own.

zh: 值也用了键的投影。键说明该看哪里，值说明那里有什么；两者各有自己的投影。

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
    v = k
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
    scores = jnp.where(mask[:, None, None, :], scores, -jnp.inf)
    out = (jax.nn.softmax(scores, axis=-1) @ v).swapaxes(1, 2)  # (batch, queries, heads, d_head)
    return out.reshape(x.shape) @ p["wo"] + p["bo"]
