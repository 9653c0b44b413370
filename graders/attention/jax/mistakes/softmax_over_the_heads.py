"""The softmax runs along axis 1, which is the keys only for (batch, keys). Here axis 1 is the heads: they
now compete with each other. Count the axis from the end: -1.

zh: softmax 沿轴 1 进行，只有对 (batch, keys) 这才是键的轴。这里的轴 1 是各个头：它们变成了互相竞争。请从末尾数轴：-1。

Caught by: values
"""

import math

import jax


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., queries, keys)
    weights = jax.nn.softmax(scores, axis=1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
