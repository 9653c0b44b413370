"""After the attention you reshape (batch, heads, time, d_head) to (batch, time, d_model) directly. Each
output row then mixes positions instead of heads. Swap heads and time back first.

zh: 注意力之后你把 (batch, heads, time, d_head) 直接 reshape 成 (batch, time, d_model)。这样每个输出行混合的是不同位置，而不是不同的头。应先把头和时间两个轴换回来。

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
    return x.reshape(batch, time, heads * d_head)


def multi_head_attention(x, params, heads):
    """Return self-attention of x: (batch, time, d_model)."""
    q = split(x @ params["wq"] + params["bq"], heads)
    k = split(x @ params["wk"] + params["bk"], heads)
    v = split(x @ params["wv"] + params["bv"], heads)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
    out = merge(jax.nn.softmax(scores, axis=-1) @ v)
    return out @ params["wo"] + params["bo"]
