"""The sum leaves the padding out, but you divide by the padded length: short sequences come out too small.
Divide by the number of real positions.

zh: 求和时排除了填充，但除数却是填充后的长度：短序列的结果偏小。应除以真实位置的个数。

Caught by: masked mean
"""

import math

import numpy as np


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return np.arange(size) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = np.where(mask[..., None], x, 0).sum(axis=1)
    return total / mask.shape[1]


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = np.where(visible, scores, np.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = np.where(visible, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ v
