"""Your fans leave out the kernel. A 3 by 3 convolution sums nine times as many inputs, and its weights
would come out three times too large.

zh: 你的 fan 没有算上卷积核。3×3 的卷积累加的输入是九倍之多，权重就会大出三倍。

Caught by: fans
"""

import math

import numpy as np


def fans(shape):
    """Return (fan_in, fan_out)."""
    *kernel, n_in, n_out = shape
    size = 1
    return n_in * size, n_out * size


def kaiming_normal(rng, shape):
    fan_in, _ = fans(shape)
    return normal(rng, shape, 2 / fan_in)


def kaiming_uniform(rng, shape):
    fan_in, _ = fans(shape)
    return uniform(rng, shape, 2 / fan_in)


def xavier_normal(rng, shape):
    return normal(rng, shape, 2 / sum(fans(shape)))


def xavier_uniform(rng, shape):
    return uniform(rng, shape, 2 / sum(fans(shape)))


def normal(rng, shape, variance):
    return rng.normal(0.0, math.sqrt(variance), shape)


def uniform(rng, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return rng.uniform(-bound, bound, shape)
