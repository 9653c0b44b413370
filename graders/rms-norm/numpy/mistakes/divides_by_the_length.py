"""You divide by the length of the row, the root of the **sum** of squares. The formula has their mean, so
your result is too small by the root of dim.

zh: 你除以了行的长度，即平方**和**的平方根。公式中是平方的均值，因此你的结果小了 dim 的平方根倍。

Caught by: values
"""

import numpy as np


def normalised(x, eps):
    """Return x / rms and 1 / rms, in float32 or wider: (..., dim), (..., 1)."""
    wide = x.astype(np.promote_types(x.dtype, np.float32))
    inverse = 1 / np.sqrt((wide**2).sum(axis=-1, keepdims=True) + eps)
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
