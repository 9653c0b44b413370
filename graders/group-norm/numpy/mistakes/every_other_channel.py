"""Your groups take every so-and-so-many-th channel: the groups became the inner axis of the reshape. Groups
are neighbours: the axis of the groups comes before that of their channels.

zh: 你的组是每隔几个通道取一个：变形时组成了内层的轴。组由相邻通道构成：组的轴应在组内通道的轴之前。

Caught by: values
"""

import numpy as np


def by_channel(vector, x):
    """Return a vector with one number a channel, (channels, 1, ..., 1), so that it broadcasts against x."""
    return vector.reshape(-1, *[1] * (x.ndim - 2))


def normalised(x, groups, eps):
    """Return the normalised groups and 1 / sqrt(var + eps): (batch, groups, members), (batch, groups, 1)."""
    g = np.moveaxis(x.reshape(len(x), -1, groups, *x.shape[2:]), 2, 1).reshape(len(x), groups, -1)
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    n = (centred * inverse).reshape(len(x), groups, -1, *x.shape[2:])
    return np.moveaxis(n, 1, 2).reshape(len(x), groups, -1), inverse


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
