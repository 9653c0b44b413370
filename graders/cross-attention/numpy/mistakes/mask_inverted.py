"""The mask is used the wrong way round: only the padding is seen, and where there is none, nothing at all,
which gives nan. Here True means real; nn.MultiheadAttention's key_padding_mask means the opposite.

zh: 掩码用反了：只看得到填充；没有填充时什么也看不到，得到 nan。这里 True 表示真实；nn.MultiheadAttention 的 key_padding_mask 恰好相反。

Caught by: values
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def split(x, heads):
    """(batch, length, d_model) -> (batch, heads, length, d_head)."""
    batch, length, d_model = x.shape
    return x.reshape(batch, length, heads, d_model // heads).swapaxes(1, 2)


def cross_attention(x, memory, mask, p, heads):
    """Return what the queries of x find in the memory: (batch, queries, d_model)."""
    q = split(x @ p["wq"] + p["bq"], heads)
    k = split(memory @ p["wk"] + p["bk"], heads)
    v = split(memory @ p["wv"] + p["bv"], heads)
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
    scores = np.where(mask[:, None, None, :], -np.inf, scores)
    out = (softmax(scores) @ v).swapaxes(1, 2)  # (batch, queries, heads, d_head)
    return out.reshape(x.shape) @ p["wo"] + p["bo"]
