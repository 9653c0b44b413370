"""Your backward pass divides by the standard deviation without `eps`. For ordinary groups that is off in the sixth
digit; with a larger `eps`, or for a group of equal values, it is the gradient of another function.

zh: 你的反向传播所除的标准差中没有 `eps`。对普通的组，误差只在第六位有效数字；`eps` 较大或组内的值全都相等时，它就是另一个函数的梯度了。

Caught by: gradient
"""

import numpy as np


def by_channel(vector, x):
    """Return a vector with one number a channel, so that it broadcasts against x."""
    return vector.reshape(-1, *[1] * (x.ndim - 2))


def normalised(x, groups, eps):
    """Return the normalised groups and 1 / sqrt(var + eps): (batch, groups, members), (batch, groups, 1)."""
    g = x.reshape(len(x), groups, -1)
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    return centred * inverse, inverse


def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    n, _ = normalised(x, groups, eps)
    return n.reshape(x.shape) * by_channel(weight, x) + by_channel(bias, x)


def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (batch, channels, ...), (channels,), (channels,)."""
    n, inverse = normalised(x, groups, 0)
    dn = (dy * by_channel(weight, x)).reshape(n.shape)
    dx = inverse * (dn - dn.mean(axis=-1, keepdims=True) - n * (dn * n).mean(axis=-1, keepdims=True))
    others = (0, *range(2, x.ndim))
    return dx.reshape(x.shape), (dy * n.reshape(x.shape)).sum(axis=others), dy.sum(axis=others)
