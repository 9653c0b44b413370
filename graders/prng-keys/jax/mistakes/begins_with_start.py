"""You collect each position before its step, so the walk begins with `start` and the last position is
lost. The output of a scan's step is what you return second: return the new position there.

zh: 你收集的是每一步之前的位置，所以游走从 `start` 开始，最后的位置丢了。scan 的单步函数返回的第二项就是输出：请在那里返回新的位置。

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
        moved = position + jax.random.normal(now, position.shape)
        return (key, moved), position

    return jax.lax.scan(step, (key, start), length=steps)[1]
