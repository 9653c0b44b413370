"""The merged heads are returned as they are. Without the output projection the heads never mix: each writes
to its own columns only.

zh: 合并后的头直接返回了。没有输出投影，各个头永远不会混合：每个头只写自己的那几列。

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
    out = merge(jax.nn.softmax(scores, axis=-1) @ v)
    return out
