"""Your variance divides by `dim - 1`. That is the unbiased estimate for a sample; a normalisation layer
wants the mean of the squared deviations, so that the normalised values have mean square 1.

zh: 你的方差除以 `dim - 1`。那是样本的无偏估计；归一化层要的是平方差的均值，这样归一化之后的均方才是 1。

Caught by: values
Question: layers-layer-norm-by-hand
"""

import numpy as np


def normalised(x, eps):
    """Return (x - mean) / sqrt(var + eps), and 1 / sqrt(var + eps): (..., dim), (..., 1)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, ddof=1, keepdims=True)  # (..., 1)
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
