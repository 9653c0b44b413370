"""You make a generator or key of your own from a fixed seed, so every layer of one shape gets the same
weights, in every run. Draw from what you were given.

zh: 你用固定的种子自己造了生成器或键，于是形状相同的层权重都一样，每次运行也都一样。应从传入的那个抽取。

Caught by: the caller's randomness
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
    key = jax.random.key(0)
    std = math.sqrt(variance)
    return std * jax.random.normal(key, shape)


def uniform(key, shape, variance):
    key = jax.random.key(0)
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return jax.random.uniform(
        key, shape, minval=-bound, maxval=bound
    )
