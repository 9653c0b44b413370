"""You write into the caller's array: whoever passed x finds it changed afterwards. Make a new array,
`centred = x - mean`.

zh: 你改写了调用者的数组：传入的 x 在调用之后已经变了。请生成新数组：`centred = x - mean`。

Caught by: arguments stay as they were
"""

import numpy as np


def normalised(x, eps):
    """Return (x - mean) / sqrt(var + eps), and 1 / sqrt(var + eps): (..., dim), (..., 1)."""
    centred = x
    centred -= x.mean(axis=-1, keepdims=True)
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
    return dx, (dy * n).sum(axis=examples), dy.sum(axis=examples)
