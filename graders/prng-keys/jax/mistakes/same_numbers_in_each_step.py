"""The body draws with the key that it closes over, so each step adds the same numbers, and the walk is a
straight line. Carry the key and split it in each step.

zh: 循环体用捕获的键抽样，每一步都加上同样的数，游走成了直线。应携带键，并在每一步拆分它。

Caught by: a random walk
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
    return jax.random.split(jax.random.fold_in(key, step), layers)


def walk(key, start, steps):
    """Return the positions after each step: the key is carried, and split before each draw."""

    def step(carry, _):
        _, position = carry
        position = position + jax.random.normal(key, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
