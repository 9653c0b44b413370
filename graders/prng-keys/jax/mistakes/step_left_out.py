"""The step does not enter, so every step uses the same keys, and dropout always drops the same units. Fold
the step in before you split.

zh: 步数没有参与，每一步使用同样的键，dropout 总是丢弃同样的单元。请在拆分之前 fold_in 步数。

Caught by: keys of layers and steps
"""

import jax
import jax.numpy as jnp


def init(key, sizes):
    """Return the parameters of each layer, drawn with a key of its own."""
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        {"w": jax.random.normal(layer_key, (m, n)) / jnp.sqrt(m), "b": jnp.zeros(n)}
        for layer_key, m, n in zip(keys, sizes[:-1], sizes[1:], strict=True)
    ]


def step_keys(key, step, layers):
    """Return the keys of all layers in one step, without a record of the steps before."""
    return jax.random.split(key, layers)


def walk(key, start, steps):
    """Return the positions after each step: the key is carried, and split before each draw."""

    def step(carry, _):
        key, position = carry
        key, now = jax.random.split(key)
        position = position + jax.random.normal(now, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
