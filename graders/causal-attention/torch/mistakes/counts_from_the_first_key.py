"""Query i sees the keys up to i, as if the queries stood at the start of the sequence. With a cache they
are its last positions: query i stands at keys - queries + i, and a single query sees everything.

zh: 查询 i 只能看到第 i 个及之前的键，仿佛查询位于序列开头。有缓存时它们是最后几个位置：查询 i 位于 keys - queries + i，单个查询应能看到全部键。

Caught by: more keys than queries
"""

import math

import torch


def causal_mask(queries, keys, device):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = torch.arange(queries, device=device)  # of each query, in the whole sequence
    return torch.arange(keys, device=device) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    visible = causal_mask(*scores.shape[-2:], q.device)
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ v
