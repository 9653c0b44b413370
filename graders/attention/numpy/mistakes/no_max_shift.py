"""exp is taken of the scores as they are. Above 709 (88 in float32) it overflows to inf, and inf / inf is
nan. Subtract each row's maximum first; the weights do not change.

zh: 你直接对得分取 exp。超过 709（float32 中为 88）就会上溢为 inf，inf / inf 得 nan。请先减去每一行的最大值，权重不会改变。

Caught by: extreme scores
Question: numerics-shift-the-softmax
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores)
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
    d_scores = w * (d_w - (w * d_w).sum(axis=-1, keepdims=True)) / math.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(w, -1, -2) @ d_out
