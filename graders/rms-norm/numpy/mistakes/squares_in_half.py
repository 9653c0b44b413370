"""You square x in its own type. float16 ends at 65504, so 300² is infinite there, and x / inf is 0. Convert
to float32 before squaring, and the result back.

zh: 你用 x 自己的类型求平方。float16 的上限是 65504，300² 就是无穷大，而 x / inf 得 0。请在平方之前转换为 float32，再把结果转换回来。

Caught by: half precision
"""

import numpy as np


def normalised(x, eps):
    """Return x / rms and 1 / rms, in float32 or wider: (..., dim), (..., 1)."""
    wide = x
    inverse = 1 / np.sqrt((wide**2).mean(axis=-1, keepdims=True) + eps)
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
