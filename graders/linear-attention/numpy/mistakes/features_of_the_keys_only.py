"""The feature map is applied to the keys only; the queries go in as they are. A weight is φ(q) · φ(k):
negative entries of a query would turn weights negative.

zh: 特征映射只用在了键上，查询原样代入。权重应为 φ(q) · φ(k)：查询中的负数会使权重变负。

Caught by: values
"""

import numpy as np


def features(x):
    """Return elu(x) + 1, which is positive."""
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    k = features(k)
    kv = np.swapaxes(k, -1, -2) @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(axis=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    k = features(k)
    kv = np.cumsum(k[..., :, None] * v[..., None, :], axis=-3)  # (..., time, d, d_v)
    total = np.cumsum(k, axis=-2)  # (..., time, d)
    return np.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(axis=-1, keepdims=True)
