"""The mask is causal only: all earlier positions are seen, however far.

zh: 掩码只有因果性：之前的所有位置都能看到，无论多远。

Caught by: the mask
"""

import math

import numpy as np


def window_mask(time, window):
    """Return which keys each query sees: (time, time), True for itself and the window - 1 before it."""
    distance = np.arange(time)[:, None] - np.arange(time)  # from key j to query i
    return distance >= 0


def sliding_window_attention(q, k, v, window):
    """Return the output: (..., time, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., time, time)
    scores = np.where(window_mask(q.shape[-2], window), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
