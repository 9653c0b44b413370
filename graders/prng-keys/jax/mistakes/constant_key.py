"""`jax.random.key(0)` inside the function ignores the key that was passed: every network starts alike,
whatever the seed. Split the caller's key.

zh: 函数内部的 `jax.random.key(0)` 忽略了传入的键：无论种子是什么，每个网络的起点都一样。请拆分调用者的键。

Caught by: the key decides
"""

import jax
import jax.numpy as jnp


def init(key, sizes):
    """Return the parameters of each layer, drawn with a key of its own."""
    keys = jax.random.split(jax.random.key(0), len(sizes) - 1)
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

    return jax.lax.scan(step, (key, start), length=steps)[1]
