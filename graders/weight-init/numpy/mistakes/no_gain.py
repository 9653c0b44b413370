"""Your Kaiming variance is `1 / fan_in`. ReLU passes on only half of the power, and after ten layers the
signal has shrunk by 32. The variance is `2 / fan_in`.

zh: 你的 Kaiming 方差是 `1 / fan_in`。ReLU 只让一半的能量通过，十层之后信号缩小到 1/32。方差应为 `2 / fan_in`。

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
    return normal(rng, shape, 1 / fan_in)


def kaiming_uniform(rng, shape):
    fan_in, _ = fans(shape)
    return uniform(rng, shape, 1 / fan_in)


def xavier_normal(rng, shape):
    return normal(rng, shape, 2 / sum(fans(shape)))


def xavier_uniform(rng, shape):
    return uniform(rng, shape, 2 / sum(fans(shape)))


def normal(rng, shape, variance):
    return rng.normal(0.0, math.sqrt(variance), shape)


def uniform(rng, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return rng.uniform(-bound, bound, shape)
