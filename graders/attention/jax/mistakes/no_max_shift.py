"""exp is taken of the scores as they are. Above 709 (88 in float32) it overflows to inf, and inf / inf is
nan. Subtract each row's maximum first; the weights do not change.

zh: 你直接对得分取 exp。超过 709（float32 中为 88）就会上溢为 inf，inf / inf 得 nan。请先减去每一行的最大值，权重不会改变。

Caught by: extreme scores
Question: numerics-shift-the-softmax
"""

import math

import jax.numpy as jnp


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = jnp.exp(scores) / jnp.exp(scores).sum(axis=-1, keepdims=True)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
