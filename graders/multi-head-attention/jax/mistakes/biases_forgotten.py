"""The biases of the three input projections are not added. With biases of 0, as after most initialisations,
nothing would show it.

zh: 三个输入投影没有加偏置。如果偏置为 0（多数初始化之后都是如此），就看不出来。

Caught by: values
"""

import math

import jax
import jax.numpy as jnp


def split(x, heads):
    """(batch, time, d_model) -> (batch, heads, time, d_head)."""
    batch, time, d_model = x.shape
    return x.reshape(batch, time, heads, d_model // heads).swapaxes(1, 2)


def merge(x):
    """(batch, heads, time, d_head) -> (batch, time, d_model)."""
    batch, heads, time, d_head = x.shape
    return x.swapaxes(1, 2).reshape(batch, time, heads * d_head)


def multi_head_attention(x, params, heads):
    """Return self-attention of x: (batch, time, d_model)."""
    q = split(x @ params["wq"], heads)
    k = split(x @ params["wk"], heads)
    v = split(x @ params["wv"], heads)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
    out = merge(jax.nn.softmax(scores, axis=-1) @ v)
    return out @ params["wo"] + params["bo"]
