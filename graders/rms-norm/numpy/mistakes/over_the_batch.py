"""The mean of the squares runs over the first axis, the batch. Each example must be normalised by itself,
over its last axis.

zh: 平方的均值沿第一个轴（批量）计算。每个样本应当只用自己归一化，沿最后一个轴。

Caught by: values
"""

import numpy as np


def normalised(x, eps):
    """Return x / rms and 1 / rms, in float32 or wider: (..., dim), (..., 1)."""
    wide = x.astype(np.promote_types(x.dtype, np.float32))
    inverse = 1 / np.sqrt((wide**2).mean(axis=0, keepdims=True) + eps)
    return wide * inverse, inverse


def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    n, _ = normalised(x, eps)
    return (n * weight).astype(x.dtype)


def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    n, inverse = normalised(x, eps)
    examples = tuple(range(x.ndim - 1))  # all axes but the last
    dn = dy * weight
    dx = inverse * (dn - n * (dn * n).mean(axis=-1, keepdims=True))
    return dx, (dy * n).sum(axis=examples)
