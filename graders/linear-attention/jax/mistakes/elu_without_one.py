"""The features are elu(x), which go down to -1. Weights may then be negative and their sum 0. Add 1, so
that all features are positive.

zh: 特征用的是 elu(x)，最低到 -1。权重可能为负，其和可能为 0。应加上 1，使所有特征为正。

Caught by: values
"""

import jax
import jax.numpy as jnp


def features(x):
    """Return elu(x) + 1, which is positive."""
    return jax.nn.elu(x)


def linear_attention(q, k, v):
    """Return the output over all keys: (..., queries, d_v)."""
    q, k = features(q), features(k)
    kv = k.mT @ v  # (..., d, d_v): all that is kept of the keys and values
    total = k.sum(axis=-2)  # (..., d)
    return q @ kv / (q @ total[..., None])


def causal_linear_attention(q, k, v):
    """Return the output over the keys up to one's own position: (..., time, d_v)."""
    q, k = features(q), features(k)
    kv = jnp.cumsum(k[..., :, None] * v[..., None, :], axis=-3)  # (..., time, d, d_v)
    total = jnp.cumsum(k, axis=-2)  # (..., time, d)
    return jnp.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(axis=-1, keepdims=True)


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
