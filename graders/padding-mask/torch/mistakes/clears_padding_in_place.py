"""You set the padding of x to 0 in the caller's array. What the padding holds is the caller's affair: sum
over a copy or use where.

zh: 你在调用者的数组里把 x 的填充处改成了 0。填充里存什么由调用者决定：请对副本求和，或者用 where。

Caught by: arguments stay as they were
"""

import math

import torch


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return torch.arange(size, device=lengths.device) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    x[~mask] = 0
    total = x.sum(dim=1)
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
