"""You divide by the root of the number of outputs. To keep the variance of the activations it is the number
of inputs that counts, m. Where a layer is square nothing shows.

zh: 你除以了输出数的平方根。要保持激活值的方差，应看输入数 m。层是方的时看不出区别。

Caught by: scale of the weights
"""

import jax
import jax.numpy as jnp


def init(key, sizes):
    """Return the parameters of each layer, drawn with a key of its own."""
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        {"w": jax.random.normal(layer_key, (m, n)) / jnp.sqrt(n), "b": jnp.zeros(n)}
        for layer_key, m, n in zip(keys, sizes[:-1], sizes[1:], strict=True)
    ]


def step_keys(key, step, layers):
    """Return the keys of all layers in one step, without a record of the steps before."""
    return jax.random.split(jax.random.fold_in(key, step), layers)


def walk(key, start, steps):
    """Return the positions after each step: the key is carried, and split before each draw."""

    def step(carry, _):
        key, position = carry
        key, now = jax.random.split(key)
        position = position + jax.random.normal(now, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
