"""The diagonal is masked too: a query does not see its own position, and the first query sees nothing,
which makes 0 / 0 = nan. Its own position is no secret: j <= i, not j < i.

zh: 对角线也被遮住了：查询看不到自己的位置，第一个查询什么也看不到，于是 0 / 0 = nan。自己的位置并不是秘密：应为 j <= i，而不是 j < i。

Caught by: values
"""

import math

import torch


def causal_mask(queries, keys, device):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = torch.arange(keys - queries, keys, device=device)  # of each query, in the whole sequence
    return torch.arange(keys, device=device) < position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    visible = causal_mask(*scores.shape[-2:], q.device)
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ v
