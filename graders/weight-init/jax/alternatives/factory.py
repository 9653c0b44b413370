"""The four functions made by one."""

import jax
import jax.numpy as jnp


def fans(shape):
    kernel = 1
    for n in shape[:-2]:
        kernel *= n
    return kernel * shape[-2], kernel * shape[-1]


def initializer(variance, draw):
    def weights(key, shape):
        return jnp.sqrt(variance(*fans(shape))) * draw(key, shape)

    return weights


def unit_uniform(key, shape):
    return jnp.sqrt(3.0) * (2 * jax.random.uniform(key, shape) - 1)


kaiming_normal = initializer(lambda i, o: 2 / i, jax.random.normal)
kaiming_uniform = initializer(lambda i, o: 2 / i, unit_uniform)
xavier_normal = initializer(lambda i, o: 2 / (i + o), jax.random.normal)
xavier_uniform = initializer(lambda i, o: 2 / (i + o), unit_uniform)
