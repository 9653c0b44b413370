"""You draw from NumPy's global generator. Whoever seeds the `rng` gets other weights each time, and all
other users of the global one get other numbers.

zh: 你从 NumPy 的全局生成器中抽取。给 `rng` 设了种子的人每次得到的权重仍不同，而其他使用全局生成器的人得到的数也变了。

Caught by: the caller's randomness
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
    return np.random.normal(0.0, math.sqrt(variance), shape)


def uniform(rng, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return np.random.uniform(-bound, bound, shape)
