"""You draw with a key and split the same key afterwards. Its children can be correlated with what was
drawn; a key serves once. Split first, draw with one half, keep the other.

zh: 你用一个键抽样，之后又拆分同一个键。拆出的键可能与已抽的数相关；一个键只能用一次。应先拆分，用一半抽样，另一半留下。

Caught by: no key used twice
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
        key, position = carry
        position = position + jax.random.normal(key, position.shape)
        key, _ = jax.random.split(key)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
