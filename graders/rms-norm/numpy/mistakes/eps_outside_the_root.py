"""You add eps to the root mean square, outside the root. For ordinary rows the difference is tiny, for
small ones the result is far off: the formula takes the root of `mean(x**2) + eps`.

zh: 你把 eps 加在均方根上，即根号之外。普通的行只差一点点，很小的行结果就差很远：公式是对 `mean(x**2) + eps` 开根号。

Caught by: values
"""

import numpy as np


def normalised(x, eps):
    """Return x / rms and 1 / rms, in float32 or wider: (..., dim), (..., 1)."""
    wide = x.astype(np.promote_types(x.dtype, np.float32))
    inverse = 1 / (np.sqrt((wide**2).mean(axis=-1, keepdims=True)) + eps)
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
