"""For an empty sequence every score is -inf. The softmax computes -inf - (-inf) = nan, and the output is
nan. Use a large finite number, and set the weights to 0 afterwards.

zh: 空序列的所有得分都是 -inf。softmax 会计算 -inf - (-inf) = nan，输出也就是 nan。请用很大的有限负数，之后再把权重置 0。

Caught by: empty sequences
"""

import math

import torch


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return torch.arange(size, device=lengths.device) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = x.masked_fill(~mask[..., None], 0).sum(dim=1)
    return total / mask.sum(dim=1, keepdim=True).clamp(min=1)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    hidden = ~mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = scores.masked_fill(hidden, -math.inf)  # finite: a row of them is no nan
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


def objective(q, k, v, mask, weights):
    """Return the sum of masked_attention(q, k, v, mask) * weights, a scalar to differentiate."""
    return (masked_attention(q, k, v, mask) * weights).sum()
