"""You divide the scores by d. The dot product of d independent terms of variance 1 has standard deviation
sqrt(d), so sqrt(d) brings the scores back to size 1; d makes the weights too even.

zh: 你把得分除以了 d。d 个方差为 1 的独立项的点积，其标准差是 sqrt(d)，所以除以 sqrt(d) 才能让得分回到 1 左右；除以 d 会使权重过于平均。

Caught by: values
"""

import math

import jax


def attention(q, k, v):
    """Return for each query the weighted mean of the values: (..., queries, d_v)."""
    scores = q @ k.mT / q.shape[-1]  # (..., queries, keys)
    weights = jax.nn.softmax(scores, axis=-1)
    return weights @ v


def objective(q, k, v, weights):
    """Return the sum of attention(q, k, v) * weights, a scalar to differentiate."""
    return (attention(q, k, v) * weights).sum()
