"""The scores are not divided by sqrt(d).

zh: 得分没有除以 sqrt(d)。

Caught by: values
"""

import math

import numpy as np


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = np.arange(time)[:, None] - np.arange(time)  # from key j to query i
    return (distance >= 0) & (distance < window)


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2)  # (..., time, time)
    scores = np.where(window_mask(q.shape[-2], window), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
