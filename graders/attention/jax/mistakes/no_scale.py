"""The scores are not divided by sqrt(d). They grow with d, and the softmax becomes nearly one-hot: too
sharp, with vanishing gradients. Divide q @ kᵀ by the square root of the queries' last axis.

zh: 得分没有除以 sqrt(d)。得分会随 d 增大，softmax 接近 one-hot：过于尖锐，梯度消失。请把 q @ kᵀ 除以查询最后一个轴长度的平方根。

Caught by: values
Question: layers-why-scale-the-scores
"""

import math

import jax


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT  # (..., queries, keys)
    weights = jax.nn.softmax(scores, axis=-1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
