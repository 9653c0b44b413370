"""You split d_model into (d_head, heads), so a head gets every heads-th column. Any fixed split could be
trained, but weights are exchanged by convention: head h owns d_head neighbouring columns.

zh: 你把 d_model 拆成了 (d_head, heads)，于是每个头拿到的是间隔 heads 的列。任何固定的拆法都可以训练，但交换权重要遵守约定：头 h 拥有相邻的 d_head 列。

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
    return x.reshape(batch, time, d_model // heads, heads).transpose(0, 3, 1, 2)


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
