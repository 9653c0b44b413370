"""You use the variance as the standard deviation. `2 / fan_in` is a variance; what scales the draws is its
root, more than ten times as large for 300 inputs.

zh: 你把方差当成了标准差。`2 / fan_in` 是方差；用来缩放的应是它的平方根，对 300 个输入来说要大十倍以上。

Caught by: Kaiming normal
"""

import math

import numpy as np


def fans(shape):
    """Return (fan_in, fan_out)."""
    *kernel, n_in, n_out = shape
    size = math.prod(kernel)  # 1 for a dense weight
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
    return rng.normal(0.0, variance, shape)


def uniform(rng, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return rng.uniform(-bound, bound, shape)
