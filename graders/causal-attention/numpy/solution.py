"""Causal scaled dot-product attention; the queries are the last ones of the sequence."""

import math

import numpy as np


def causal_mask(queries, keys):
    """Return which keys each query sees: (queries, keys), True for itself and all before it."""
    position = np.arange(keys - queries, keys)  # of each query, in the whole sequence
    return np.arange(keys) <= position[:, None]


def causal_attention(q, k, v):
    """Return the output: (..., queries, d_v)."""
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (..., queries, keys)
    scores = np.where(causal_mask(*scores.shape[-2:]), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
