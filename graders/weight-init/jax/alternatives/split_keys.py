"""A key for each output column, mapped over the last axis."""

import math

import jax
import jax.numpy as jnp


def fans(shape):
    count = math.prod(shape)
    return count // shape[-1], count // shape[-2]


def columns(key, shape, draw):
    keys = jax.random.split(key, shape[-1])
    return jax.vmap(lambda k: draw(k, shape[:-1]), out_axes=-1)(keys)


def kaiming_normal(key, shape):
    return columns(key, shape, jax.random.normal) * (2 / fans(shape)[0]) ** 0.5


def kaiming_uniform(key, shape):
    a = (6 / fans(shape)[0]) ** 0.5
    return columns(key, shape, lambda k, s: jax.random.uniform(k, s, jnp.float32, -a, a))


def xavier_normal(key, shape):
    return columns(key, shape, jax.random.normal) * (2 / sum(fans(shape))) ** 0.5


def xavier_uniform(key, shape):
    a = (6 / sum(fans(shape))) ** 0.5
    return columns(key, shape, lambda k, s: jax.random.uniform(k, s, jnp.float32, -a, a))
