"""A query sees `window` positions before it and itself: one too many. The window counts the query's own
position, so the distance is less than `window`.

zh: 查询看到的是之前的 `window` 个位置再加上自己：多了一个。窗口包括查询自己的位置，所以距离要小于 `window`。

Caught by: the mask
"""

import math

import numpy as np


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = np.arange(time)[:, None] - np.arange(time)  # from key j to query i
    return (distance >= 0) & (distance <= window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = np.where(window_mask(q.shape[-2], window), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
