"""You scale after the softmax: every weight is divided by sqrt(d), so they sum to 1/sqrt(d), and the scores
inside were too large. The scale belongs on the scores, before the softmax.

zh: 你在 softmax 之后才缩放：每个权重都除以了 sqrt(d)，其和变成 1/sqrt(d)，而进入 softmax 的得分又太大。缩放应作用于 softmax 之前的得分。

Caught by: values
"""

import math

import jax


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT  # (..., queries, keys)
    weights = jax.nn.softmax(scores, axis=-1) / math.sqrt(q.shape[-1])
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
