"""Scaled dot-product attention over any leading axes."""

import math

import torch


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
