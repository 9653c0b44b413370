"""You add eps to the standard deviation, outside the root. The formula takes the root of `var + eps`; where
the variance is small the two are far apart.

zh: 你把 eps 加在标准差上，即根号之外。公式是对 `var + eps` 开根号；方差很小时两者相差很远。

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
    inverse = 1 / (np.sqrt((centred**2).mean(axis=-1, keepdims=True)) + eps)
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
