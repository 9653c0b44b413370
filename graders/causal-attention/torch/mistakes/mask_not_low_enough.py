"""Masked scores are lowered by 10000 only. Where the visible scores are lower than that, the hidden keys
win. Use -inf, or the lowest finite number in place of the score.

zh: 被遮住的得分只降低了 10000。当可见的得分比这还低时，被遮住的键反而胜出。请用 -inf，或者用最小的有限数取代该得分。

Caught by: extreme scores
"""

import math

import torch


def causal_mask(queries, keys, device):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = torch.arange(keys - queries, keys, device=device)  # of each query, in the whole sequence
    return torch.arange(keys, device=device) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    visible = causal_mask(*scores.shape[-2:], q.device)
    scores = scores - 1e4 * ~visible
    return torch.softmax(scores, dim=-1) @ v
