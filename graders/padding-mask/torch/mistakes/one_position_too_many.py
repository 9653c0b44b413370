"""Position `length` counts as real, so each sequence is one too long. Positions start at 0: the real ones
are those below the length.

zh: 位置 `length` 也被当作真实位置，于是每个序列都多了一个。位置从 0 开始：小于长度的才是真实位置。

Caught by: mask from lengths
"""

import math

import torch


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return torch.arange(size, device=lengths.device) <= lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = x.masked_fill(~mask[..., None], 0).sum(dim=1)
    return total / mask.sum(dim=1, keepdim=True).clamp(min=1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    hidden = ~mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0)
    return weights @ v


def objective(q, k, v, mask, weights):
    """Return the sum of masked_attention(q, k, v, mask) * weights, a scalar to differentiate."""
    return (masked_attention(q, k, v, mask) * weights).sum()
