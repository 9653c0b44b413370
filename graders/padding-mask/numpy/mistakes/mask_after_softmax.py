"""The weights of the padding are set to 0 only after the softmax, so those of the real keys no longer sum
to 1. Hide the scores first; setting the weights to 0 is for empty sequences alone.

zh: 填充位置的权重在 softmax 之后才置 0，于是真实键的权重之和不再是 1。应先遮住得分；把权重置 0 只是为了空序列。

Caught by: attention over padded keys
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
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return np.where(visible, weights, 0) @ v
