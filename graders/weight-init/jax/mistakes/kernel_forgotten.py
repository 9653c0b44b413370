"""Your fans leave out the kernel. A 3 by 3 convolution sums nine times as many inputs, and its weights
would come out three times too large.

zh: 你的 fan 没有算上卷积核。3×3 的卷积累加的输入是九倍之多，权重就会大出三倍。

Caught by: fans
"""

import math

import jax


def fans(shape):
    """Return (fan_in, fan_out)."""
    *kernel, n_in, n_out = shape
    size = 1
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
    return std * jax.random.normal(key, shape)


def uniform(key, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return jax.random.uniform(
        key, shape, minval=-bound, maxval=bound
    )
