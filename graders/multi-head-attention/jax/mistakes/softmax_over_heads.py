"""The softmax runs along the axis of the heads: they compete with each other, and a query's weights over
the keys do not sum to 1. Take the last axis.

zh: softmax 沿头的轴进行：各个头互相竞争，一个查询对各键的权重之和不是 1。应沿最后一个轴。

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
    q = split(x @ params["wq"] + params["bq"], heads)
    k = split(x @ params["wk"] + params["bk"], heads)
    v = split(x @ params["wv"] + params["bv"], heads)
    scores = q @ jnp.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
    out = merge(jax.nn.softmax(scores, axis=1) @ v)
    return out @ params["wo"] + params["bo"]
