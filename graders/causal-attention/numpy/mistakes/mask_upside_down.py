"""The comparison is the wrong way round: queries see themselves and what comes after. In a mask that says
what is visible, True belongs to the lower triangle; in masked_fill the condition marks what to hide.

zh: 比较的方向反了：查询看到的是自己和后面的位置。表示“可见”的掩码在下三角为 True；而 masked_fill 的条件标出的是要遮住的位置。

Caught by: no look into the future
"""

import math

import numpy as np


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = np.arange(keys - queries, keys)  # of each query, in the whole sequence
    return np.arange(keys) >= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    scores = np.where(causal_mask(*scores.shape[-2:]), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
