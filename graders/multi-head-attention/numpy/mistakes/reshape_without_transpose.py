"""You reshape (batch, time, d_model) straight to (batch, heads, time, d_head). The shape is right and the
content is not: a head gets pieces of several positions. Reshape to (batch, time, heads, d_head), then
swap the two axes.

zh: 你把 (batch, time, d_model) 直接 reshape 成 (batch, heads, time, d_head)。形状对了，内容却不对：一个头拿到的是几个位置的碎片。应先 reshape 成 (batch, time, heads, d_head)，再交换这两个轴。

Caught by: values
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def split(x, heads):
    """(batch, time, d_model) -> (batch, heads, time, d_head)."""
    batch, time, d_model = x.shape
    return x.reshape(batch, heads, time, d_model // heads)


def merge(x):
    """(batch, heads, time, d_head) -> (batch, time, d_model)."""
    batch, heads, time, d_head = x.shape
    return x.swapaxes(1, 2).reshape(batch, time, heads * d_head)


def multi_head_attention(x, params, heads):
    """Return self-attention of x: (batch, time, d_model)."""
    q = split(x @ params["wq"] + params["bq"], heads)
    k = split(x @ params["wk"] + params["bk"], heads)
    v = split(x @ params["wv"] + params["bv"], heads)
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
    out = merge(softmax(scores) @ v)
    return out @ params["wo"] + params["bo"]
