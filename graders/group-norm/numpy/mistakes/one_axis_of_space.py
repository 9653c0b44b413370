"""Weight and bias are shaped for exactly one axis of space. Where there is none, or two, they stand at the
wrong axis or do not fit: give them as many axes of length 1 as x has axes of space.

zh: weight 和 bias 的形状只适合恰好一个空间轴。没有空间轴或有两个时，它们会对错轴，或根本不匹配：x 有几个空间轴，就给它们几个长度为 1 的轴。

Caught by: other groups and spaces
"""

import numpy as np


def by_channel(vector, x):
    """Return a vector with one number a channel, (channels, 1, ..., 1), so that it broadcasts against x."""
    return vector[:, None]


def normalised(x, groups, eps):
    """Return the normalised groups and 1 / sqrt(var + eps): (batch, groups, members), (batch, groups, 1)."""
    g = x.reshape(len(x), groups, -1)  # neighbouring channels and all of space, next to each other in memory
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
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
