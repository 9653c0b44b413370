"""A mask of -inf is added to the scores. The softmax of an empty row is nan, and nan_to_num makes it 0: the
value is right. Backwards, 0 comes to the softmax and is multiplied by its nan, which reaches q and k. No
step may produce nan, even if it is replaced later.

zh: 你把 -inf 的掩码加到得分上。空行的 softmax 是 nan，nan_to_num 把它变成 0：数值是对的。反向传播时，传到 softmax 的 0 要乘以它的 nan，结果传到 q 和 k。任何一步都不能产生 nan，即使之后会被替换。

Caught by: gradient
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
    scores = scores + torch.zeros_like(scores).masked_fill(hidden, -math.inf)
    weights = torch.softmax(scores, dim=-1).nan_to_num()
    return weights @ v


def objective(q, k, v, mask, weights):
    """Return the sum of masked_attention(q, k, v, mask) * weights, a scalar to differentiate."""
    return (masked_attention(q, k, v, mask) * weights).sum()
