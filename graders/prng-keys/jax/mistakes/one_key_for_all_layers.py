"""All layers are drawn with the same key, so layers of one shape start as copies of each other. Split the
key first: one for each layer.

zh: 所有层都用同一个键抽样，形状相同的层一开始就互为副本。应先拆分键：每层一个。

Caught by: layers are independent
"""

import jax
import jax.numpy as jnp


def init(key, sizes):
    """Return the parameters of each layer, drawn with a key of its own."""
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        {"w": jax.random.normal(key, (m, n)) / jnp.sqrt(m), "b": jnp.zeros(n)}
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
