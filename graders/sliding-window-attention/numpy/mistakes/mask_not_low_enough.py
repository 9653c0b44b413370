"""Hidden scores are lowered by 10000 only. Where the visible scores are lower than that, hidden keys win.
Use -inf, or the lowest finite number.

zh: 被遮住的得分只降低了 10000。当可见的得分比这还低时，被遮住的键反而胜出。请用 -inf，或最小的有限数。

Caught by: extreme scores
"""

import math

import numpy as np


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = np.arange(time)[:, None] - np.arange(time)  # from key j to query i
    return (distance >= 0) & (distance < window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = np.where(window_mask(q.shape[-2], window), scores, scores - 1e4)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
