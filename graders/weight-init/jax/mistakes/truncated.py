"""You draw from a truncated normal distribution. Beyond two deviations there is nothing, and unless you
divide by 0.88 the variance is too small as well. The task asks for the whole normal distribution.

zh: 你从截断的正态分布中抽取。两个标准差之外什么也没有，而且若不除以 0.88，方差也偏小。题目要求完整的正态分布。

Caught by: Kaiming normal
"""

import math

import jax


def fans(shape):
    """Return (fan_in, fan_out)."""
    *kernel, n_in, n_out = shape
    size = math.prod(kernel)  # 1 for a dense weight
    return n_in * size, n_out * size


def kaiming_normal(key, shape):
    fan_in, _ = fans(shape)
    return normal(key, shape, 2 / fan_in)


def kaiming_uniform(key, shape):
    fan_in, _ = fans(shape)
    return uniform(key, shape, 2 / fan_in)


def xavier_normal(key, shape):
    return normal(key, shape, 2 / sum(fans(shape)))


def xavier_uniform(key, shape):
    return uniform(key, shape, 2 / sum(fans(shape)))


def normal(key, shape, variance):
    std = math.sqrt(variance)
    return std / 0.87962566 * jax.random.truncated_normal(
        key, -2, 2, shape
    )


def uniform(key, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return jax.random.uniform(
        key, shape, minval=-bound, maxval=bound
    )
