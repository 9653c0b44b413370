"""dweight is taken against x. In `weight * n + bias` the factor of weight is the normalised value n, and
that is what dy must be multiplied with.

zh: dweight 是用 x 算的。在 `weight * n + bias` 中，与 weight 相乘的是归一化后的 n，应当用它与 dy 相乘。

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
    dx = inverse * (dn - through_mean - through_variance)
    return dx, (dy * x).sum(axis=examples), dy.sum(axis=examples)
