"""The causal form uses the sums over all positions: nothing is causal. Position i needs the sums up to i,
which cumsum gives.

zh: 因果形式用的是对所有位置的和：没有任何因果性。位置 i 需要直到 i 为止的和，用 cumsum 得到。

Caught by: causal values
"""

import numpy as np


def features(x):
    """Return elu(x) + 1, which is positive."""
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    kv = np.swapaxes(k, -1, -2) @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(axis=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = np.einsum("...td,...tv->...dv", k, v)
    return q @ kv / (q @ k.sum(axis=-2)[..., None])
