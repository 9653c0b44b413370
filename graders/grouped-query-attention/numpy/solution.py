"""Grouped-query attention: no key or value is copied."""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, kv_heads, heads // kv_heads, queries, d)  # neighbouring heads form a group
    k, v = k[:, :, None], v[:, :, None]  # (batch, kv_heads, 1, keys, ...): broadcast over the group
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = softmax(scores) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
