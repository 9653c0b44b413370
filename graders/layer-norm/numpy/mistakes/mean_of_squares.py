"""You compute the variance as the mean of squares minus the square of the mean. For values near a million
both are near 10¹², and their difference has lost every digit that mattered; it may even be negative.
Subtract the mean first, then square.

zh: 你用“平方的均值减去均值的平方”计算方差。当数值在一百万附近时，两者都接近 10¹²，相减之后有效数字全部丢失，甚至可能为负。应当先减去均值，再平方。

Caught by: rows that are hard to compute
"""

import numpy as np


def normalised(x, eps):
    """Return (x - mean) / sqrt(var + eps), and 1 / sqrt(var + eps): (..., dim), (..., 1)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = np.maximum((x**2).mean(-1, keepdims=True) - x.mean(-1, keepdims=True) ** 2, 0)  # (..., 1)
    inverse = 1 / np.sqrt(variance + eps)
    return centred * inverse, inverse


def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    n, _ = normalised(x, eps)
    return n * weight + bias


def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    n, inverse = normalised(x, eps)
    examples = tuple(range(x.ndim - 1))  # all axes but the last
    dn = dy * weight
    through_mean = dn.mean(axis=-1, keepdims=True)
    through_variance = n * (dn * n).mean(axis=-1, keepdims=True)
    dx = inverse * (dn - through_mean - through_variance)
    return dx, (dy * n).sum(axis=examples), dy.sum(axis=examples)
