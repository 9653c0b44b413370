"""The softmax runs along axis 1, which is the keys only for (batch, keys). Here axis 1 is the heads: they
now compete with each other. Count the axis from the end: -1.

zh: softmax 沿轴 1 进行，只有对 (batch, keys) 这才是键的轴。这里的轴 1 是各个头：它们变成了互相竞争。请从末尾数轴：-1。

Caught by: values
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


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
    d_scores = w * (d_w - (w * d_w).sum(axis=-1, keepdims=True)) / math.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(w, -1, -2) @ d_out
