"""The numerator is a running sum, the denominator the sum over all positions: early positions come out too
small, and they know of the future. Both sums must end at the position itself.

zh: 分子是累积和，分母却是对所有位置的和：靠前的位置结果偏小，而且知道了未来。两个和都必须截止到自己的位置。

Caught by: causal values
"""

import jax
import jax.numpy as jnp


def features(x):
    """Return elu(x) + 1, which is positive."""
    return jax.nn.elu(x) + 1


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
    total = k.sum(axis=-2)[..., None, :]
    return jnp.einsum("...td,...tdv->...tv", q, kv) / (q * total).sum(axis=-1, keepdims=True)


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
