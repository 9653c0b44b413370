"""Hidden scores are all equally low. In an empty sequence they are all there is, so the softmax makes them
uniform: the output is the mean of the padding. Set the hidden weights to 0 after the softmax.

zh: 被遮住的得分一样低。空序列中只有它们，于是 softmax 给出均匀的权重：输出成了填充的均值。应在 softmax 之后把被遮住的权重置 0。

Caught by: empty sequences
"""

import math

import numpy as np


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return np.arange(size) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = np.where(mask[..., None], x, 0).sum(axis=1)
    return total / np.maximum(mask.sum(axis=1, keepdims=True), 1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = np.where(visible, scores, np.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ v
