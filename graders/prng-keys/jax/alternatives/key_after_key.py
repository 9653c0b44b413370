"""A subkey split off before each draw, in plain loops; one number for each pair of step and layer."""

import jax
import jax.numpy as jnp


def init(key, sizes):
    params = []
    for i in range(len(sizes) - 1):
        key, now = jax.random.split(key)
        shape = sizes[i], sizes[i + 1]
        params.append({"w": jax.random.normal(now, shape) * shape[0] ** -0.5, "b": jnp.zeros(shape[1])})
    return params


def step_keys(key, step, layers):
    return jax.vmap(jax.random.fold_in, (None, 0))(key, step * layers + jnp.arange(layers))


def walk(key, start, steps):
    keys = jax.random.split(key, steps)
    noise = jax.vmap(lambda one: jax.random.normal(one, start.shape))(keys)
    return jnp.cumsum(noise, axis=0) + start
