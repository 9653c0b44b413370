"""10 * step + layer numbers the pairs only as long as there are no more than ten layers: layer 10 of step 0
has the key of layer 0 of step 1. Fold in one after the other, or split the step's key into as many as there are layers.

zh: 只有层数不超过十时，10 * step + layer 才能区分所有的对：第 0 步第 10 层与第 1 步第 0 层的键相同。请依次 fold_in，或把这一步的键拆成与层数一样多的键。

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
    return [jax.random.fold_in(key, 10 * step + layer) for layer in range(layers)]


def walk(key, start, steps):
    """Return the positions after each step: the key is carried, and split before each draw."""

    def step(carry, _):
        key, position = carry
        key, now = jax.random.split(key)
        position = position + jax.random.normal(now, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
