"""`q /= ...` writes into the caller's array: the queries are smaller after the call. Divide into a new
array.

zh: `q /= ...` 直接改写了调用者的数组：调用之后查询变小了。请把除法的结果放进新数组。

Caught by: arguments stay as they were
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def attention_weights(q, k):
    """Return how much each query takes from each key: (..., queries, keys)."""
    scale = math.sqrt(q.shape[-1])
    q /= scale
    return softmax(q @ np.swapaxes(k, -1, -2))


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    return attention_weights(q, k) @ v


def attention_backward(q, k, v, d_out):
    """Return (d_q, d_k, d_v), given the gradient d_out of the output."""
    w = attention_weights(q, k)  # (..., queries, keys)
    d_w = d_out @ np.swapaxes(v, -1, -2)  # (..., queries, keys)
    d_scores = w * (d_w - (w * d_w).sum(axis=-1, keepdims=True)) / math.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(w, -1, -2) @ d_out
