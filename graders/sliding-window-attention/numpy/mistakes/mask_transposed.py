"""The mask is transposed: rows are keys and columns are queries, so each position sees itself and what
comes after it. Rows belong to queries.

zh: 掩码转置了：行是键，列是查询，于是每个位置看到的是自己和后面的位置。行应对应查询。

Caught by: the mask
"""

import math

import numpy as np


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = np.arange(time) - np.arange(time)[:, None]  # from key j to query i
    return (distance >= 0) & (distance < window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = np.where(window_mask(q.shape[-2], window), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
