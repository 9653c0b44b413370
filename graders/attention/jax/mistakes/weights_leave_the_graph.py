"""The output is right, but the weights are cut off from autodiff: only v gets a gradient, and the
projections of queries and keys would never learn.

zh: 输出是对的，但权重被从自动微分中切断：只有 v 得到梯度，查询和键的投影永远学不到东西。

Caught by: gradient
"""

import math

import jax


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = jax.nn.softmax(scores, axis=-1)
    return jax.lax.stop_gradient(weights) @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
