"""Kaiming and Xavier initialisation.

Shapes are (*kernel, in, out).
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
    return std * jax.random.normal(key, shape)


def uniform(key, shape, variance):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return jax.random.uniform(
        key, shape, minval=-bound, maxval=bound
    )
