"""Your uniform distribution ends at the standard deviation. On `[-a, a]` the deviation is `a / √3`, so the
weights are too small by `√3`: the bound is `√3` times the deviation.

zh: 你的均匀分布以标准差为边界。`[-a, a]` 上的标准差是 `a / √3`，因此权重小了 `√3` 倍：边界应是标准差的 `√3` 倍。

Caught by: Kaiming uniform
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
    return rng.normal(0.0, math.sqrt(variance), shape)


def uniform(rng, shape, variance):
    bound = math.sqrt(variance)
    return rng.uniform(-bound, bound, shape)
