"""step + layer is the same for step 0, layer 1 and step 1, layer 0: they share a key. Fold in one after the
other, or number all pairs: step * layers + layer.

zh: step + layer 对第 0 步第 1 层与第 1 步第 0 层是一样的：它们共用一个键。请依次 fold_in，或为所有的对编号：step * layers + layer。

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
    return [jax.random.fold_in(key, step + layer) for layer in range(layers)]


def walk(key, start, steps):
    """Return the positions after each step: the key is carried, and split before each draw."""

    def step(carry, _):
        key, position = carry
        key, now = jax.random.split(key)
        position = position + jax.random.normal(now, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
