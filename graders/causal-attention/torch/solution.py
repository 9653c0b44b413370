"""Causal scaled dot-product attention; the queries are the last ones of the sequence."""

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
    scores = scores.masked_fill(~visible, -math.inf)
    return torch.softmax(scores, dim=-1) @ v
