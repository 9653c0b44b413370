"""The keys are transposed by numbers that fit four axes only. Without the batch and head axes those numbers
do not exist. Swap the last two axes, counted from the end.

zh: 转置键时用的轴编号只适合四个轴。没有批量轴和头轴时，这些编号并不存在。请从末尾数，交换最后两个轴。

Caught by: any leading axes
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def attention_weights(q, k):
    """Return how much each query takes from each key: (..., queries, keys)."""
    return softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(q.shape[-1]))


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    return attention_weights(q, k) @ v


def attention_backward(q, k, v, d_out):
    """Return (d_q, d_k, d_v), given the gradient d_out of the output."""
    w = attention_weights(q, k)  # (..., queries, keys)
    d_w = d_out @ np.swapaxes(v, -1, -2)  # (..., queries, keys)
    d_scores = w * (d_w - (w * d_w).sum(axis=-1, keepdims=True)) / math.sqrt(q.shape[-1])
    return d_scores @ k, np.swapaxes(d_scores, -1, -2) @ q, np.swapaxes(w, -1, -2) @ d_out
