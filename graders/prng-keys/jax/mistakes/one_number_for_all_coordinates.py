"""You draw one number per step and broadcast it, so all coordinates move together. Ask for a number for
each: pass the shape.

zh: 你每步只抽一个数再广播，所有坐标一起移动。应为每个坐标各抽一个数：传入形状。

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
        key, position = carry
        key, now = jax.random.split(key)
        position = position + jax.random.normal(now)
        return (key, position), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
