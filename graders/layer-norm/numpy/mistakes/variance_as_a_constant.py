"""Your gradient for x knows the path through the mean and forgets the one through the variance: the term
with `mean(dn * n)` is missing.

zh: 你对 x 的梯度考虑了经由均值的路径，却漏掉了经由方差的路径：缺少含 `mean(dn * n)` 的那一项。

Caught by: gradient
"""

import numpy as np


def normalised(x, eps):
    """Return (x - mean) / sqrt(var + eps), and 1 / sqrt(var + eps): (..., dim), (..., 1)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)  # (..., 1)
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
    dx = inverse * (dn - through_mean)
    return dx, (dy * n).sum(axis=examples), dy.sum(axis=examples)
