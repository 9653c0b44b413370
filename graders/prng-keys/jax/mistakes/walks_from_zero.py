"""You add up the steps, but not the place where the walk starts: it begins at 0 wherever `start` is. Nobody
who starts at 0 notices. Add `start` to the sum.

zh: 你把各步加了起来，却没有加上起点：无论 `start` 在哪里，游走都从 0 开始。从 0 出发的人发现不了。请把 `start` 加到和上。

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
        position = position + jax.random.normal(now, position.shape)
        return (key, position), position

    return jax.lax.scan(step, (key, jnp.zeros_like(start)), length=steps)[1]
