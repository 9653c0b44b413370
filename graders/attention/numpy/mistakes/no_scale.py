"""The scores are not divided by sqrt(d). They grow with d, and the softmax becomes nearly one-hot: too
sharp, with vanishing gradients. Divide q @ kᵀ by the square root of the queries' last axis.

zh: 得分没有除以 sqrt(d)。得分会随 d 增大，softmax 接近 one-hot：过于尖锐，梯度消失。请把 q @ kᵀ 除以查询最后一个轴长度的平方根。

Caught by: values
Question: layers-why-scale-the-scores
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def attention_weights(q, k):
    """Return how much each query takes from each key: (..., queries, keys)."""
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
