"""Masked scores are set to 0, but exp(0) is 1: a hidden key still gets weight, and more than a visible key
with a negative score. The score that gives weight 0 is -inf.

zh: 被遮住的得分设成了 0，但 exp(0) 等于 1：被遮住的键仍有权重，甚至超过得分为负的可见键。使权重为 0 的得分是 -inf。

Caught by: no look into the future
"""

import math

import numpy as np


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = np.arange(keys - queries, keys)  # of each query, in the whole sequence
    return np.arange(keys) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    scores = np.where(causal_mask(*scores.shape[-2:]), scores, 0.0)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
