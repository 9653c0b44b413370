"""The features' products are put through a softmax as well. The feature map takes the softmax's place: the
weight is the product itself, divided by the sum.

zh: 特征的乘积又经过了一次 softmax。特征映射正是用来代替 softmax 的：权重就是乘积本身除以总和。

Caught by: values
"""

import numpy as np


def features(x):
    """Return elu(x) + 1, which is positive."""
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    weights = np.exp(q @ np.swapaxes(k, -1, -2))
    return weights @ v / weights.sum(axis=-1, keepdims=True)


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = np.cumsum(k[..., :, None] * v[..., None, :], axis=-3)  # (..., time, d, d_v)
    total = np.cumsum(k, axis=-2)  # (..., time, d)
    return np.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(axis=-1, keepdims=True)
