"""The features are elu(x), which go down to -1. Weights may then be negative and their sum 0. Add 1, so
that all features are positive.

zh: 特征用的是 elu(x)，最低到 -1。权重可能为负，其和可能为 0。应加上 1，使所有特征为正。

Caught by: values
"""

import numpy as np


def features(x):
    """Return elu(x) + 1, which is positive."""
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    kv = np.swapaxes(k, -1, -2) @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(axis=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = np.cumsum(k[..., :, None] * v[..., None, :], axis=-3)  # (..., time, d, d_v)
    total = np.cumsum(k, axis=-2)  # (..., time, d)
    return np.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(axis=-1, keepdims=True)
