"""The causal form uses the sums over all positions: nothing is causal. Position i needs the sums up to i,
which cumsum gives.

zh: 因果形式用的是对所有位置的和：没有任何因果性。位置 i 需要直到 i 为止的和，用 cumsum 得到。

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
    kv = jnp.einsum("...td,...tv->...dv", k, v)
    return q @ kv / (q @ k.sum(axis=-2)[..., None])


def objective(qkv, weights):
    """Return the sum of causal_linear_attention(*qkv) * weights, a scalar to differentiate."""
    return (causal_linear_attention(*qkv) * weights).sum()
