"""You set the padding of x to 0 in the caller's array. What the padding holds is the caller's affair: sum
over a copy or use where.

zh: 你在调用者的数组里把 x 的填充处改成了 0。填充里存什么由调用者决定：请对副本求和，或者用 where。

Caught by: arguments stay as they were
"""

import math

import numpy as np


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return np.arange(size) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    x[~mask] = 0
    total = x.sum(axis=1)
    return total / np.maximum(mask.sum(axis=1, keepdims=True), 1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = np.where(visible, scores, np.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = np.where(visible, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ v
