"""Your backward pass divides by the root mean square without `eps`. For ordinary rows that is off in the seventh digit;
with a larger `eps`, or for a row of zeros, it is the gradient of another function.

zh: 你的反向传播所除的均方根中没有 `eps`。对普通的行，误差只在第七位有效数字；`eps` 较大或整行为零时，它就是另一个函数的梯度了。

Caught by: gradient
"""

import numpy as np


def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(np.promote_types(x.dtype, np.float32))
    inverse = 1 / np.sqrt((wide**2).mean(axis=-1, keepdims=True) + eps)
    return (wide * inverse * weight).astype(x.dtype)


def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    inverse = 1 / np.sqrt((x**2).mean(axis=-1, keepdims=True))
    n = x * inverse
    dn = dy * weight
    dx = inverse * (dn - n * (dn * n).mean(axis=-1, keepdims=True))
    return dx, (dy * n).sum(axis=tuple(range(x.ndim - 1)))
