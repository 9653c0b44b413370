"""The scores are divided by sqrt(d_model). A head's dot product has d_head terms only: divide by
sqrt(d_head), or all heads become too even.

zh: 得分除以了 sqrt(d_model)。而一个头的点积只有 d_head 项：应除以 sqrt(d_head)，否则所有头的权重都过于平均。

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
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(x.shape[-1])  # (batch, heads, time, time)
    out = merge(softmax(scores) @ v)
    return out @ params["wo"] + params["bo"]
