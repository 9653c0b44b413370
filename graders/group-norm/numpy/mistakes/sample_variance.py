"""Your variance divides by the number of values less one. A normalisation layer takes the plain mean of the
squared deviations.

zh: 你的方差除以“个数减一”。归一化层用的是平方差的普通均值。

Caught by: values
"""

import numpy as np


def by_channel(vector, x):
    """Return a vector with one number a channel, (channels, 1, ..., 1), so that it broadcasts against x."""
    return vector.reshape(-1, *[1] * (x.ndim - 2))


def normalised(x, groups, eps):
    """Return the normalised groups and 1 / sqrt(var + eps): (batch, groups, members), (batch, groups, 1)."""
    g = x.reshape(len(x), groups, -1)  # neighbouring channels and all of space, next to each other in memory
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt(g.var(axis=-1, ddof=1, keepdims=True) + eps)
    return centred * inverse, inverse


def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    n, _ = normalised(x, groups, eps)
    return n.reshape(x.shape) * by_channel(weight, x) + by_channel(bias, x)


def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (batch, channels, ...), (channels,), (channels,)."""
    n, inverse = normalised(x, groups, eps)
    dn = (dy * by_channel(weight, x)).reshape(n.shape)
    through_mean = dn.mean(axis=-1, keepdims=True)
    through_variance = n * (dn * n).mean(axis=-1, keepdims=True)
    dx = inverse * (dn - through_mean - through_variance)
    others = (0, *range(2, x.ndim))  # all axes but the channels
    return dx.reshape(x.shape), (dy * n.reshape(x.shape)).sum(axis=others), dy.sum(axis=others)
