"""Backwards through the softmax you multiply d_w by w alone. Raising one score also lowers the other
weights of its row: subtract the row's sum of w * d_w first.

zh: 对 softmax 反向传播时，你只用 w 乘以 d_w。提高一个得分也会降低同一行的其他权重：应先减去该行 w * d_w 之和。

Caught by: gradient
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def attention_weights(q, k):
    """Return how much each query takes from each key: (..., queries, keys)."""
    return softmax(q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1]))


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    return attention_weights(q, k) @ v


def attention_backward(q, k, v, d_out):
    """Return (d_q, d_k, d_v), given the gradient d_out of the output."""
    w = attention_weights(q, k)  # (..., queries, keys)
    d_w = d_out @ np.swapaxes(v, -1, -2)  # (..., queries, keys)
    d_scores = w * d_w / math.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(w, -1, -2) @ d_out
