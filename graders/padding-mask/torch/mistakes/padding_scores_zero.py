"""You multiply the scores by the mask: the padding gets the score 0, and exp(0) is 1, so it still takes
part. A hidden key's score must be so low that its exp is 0.

zh: 你用掩码去乘得分：填充位置的得分为 0，而 exp(0) 等于 1，所以它仍然参与。被遮住的键，其得分必须低到 exp 之后为 0。

Caught by: attention over padded keys
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
    scores = scores * ~hidden  # finite: a row of them is no nan
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


def objective(q, k, v, mask, weights):
    """Return the sum of masked_attention(q, k, v, mask) * weights, a scalar to differentiate."""
    return (masked_attention(q, k, v, mask) * weights).sum()
