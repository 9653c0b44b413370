"""x is added to the result. The residual belongs to the block around the attention, not to the attention
itself.

zh: 结果加上了 x。残差属于注意力外面的块，而不是注意力本身。

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
    scores = np.where(mask[:, None, None, :], scores, -np.inf)
    out = (softmax(scores) @ v).swapaxes(1, 2)  # (batch, queries, heads, d_head)
    return x + out.reshape(x.shape) @ p["wo"] + p["bo"]
