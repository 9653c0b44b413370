"""For an empty sequence every score is -inf. The softmax computes -inf - (-inf) = nan, and the output is
nan. Use a large finite number, and set the weights to 0 afterwards.

zh: 空序列的所有得分都是 -inf。softmax 会计算 -inf - (-inf) = nan，输出也就是 nan。请用很大的有限负数，之后再把权重置 0。

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
    scores = np.where(visible, scores, -np.inf)  # finite: a row of them is no nan
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total = weights.sum(axis=-1, keepdims=True)
    return weights / total @ v
