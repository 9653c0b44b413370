"""exp is taken of the scores as they are; above 709 it overflows, and inf / inf is nan. Subtract each row's
maximum first.

zh: 你直接对得分取 exp；超过 709 就会上溢，inf / inf 得 nan。请先减去每一行的最大值。

Caught by: large scores
"""

import math

import numpy as np


def softmax(scores):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(scores)
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
