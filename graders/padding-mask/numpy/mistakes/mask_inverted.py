"""The mask is True where the padding is. Both conventions exist (PyTorch's key_padding_mask has this one),
so say which one a mask follows; here True means real.

zh: 掩码在填充处为 True。两种约定都存在（PyTorch 的 key_padding_mask 就是这一种），所以必须说明掩码遵循哪一种；这里 True 表示真实位置。

Caught by: mask from lengths
"""

import math

import numpy as np


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return np.arange(size) >= lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = np.where(mask[..., None], x, 0).sum(axis=1)
    return total / np.maximum(mask.sum(axis=1, keepdims=True), 1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = np.where(visible, scores, np.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = np.where(visible, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ v
