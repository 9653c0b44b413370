"""Keys by fold_in alone: numbers for layers and for steps; the walk as one draw and a running sum."""

import jax
import jax.numpy as jnp


def init(key, sizes):
    params = []
    for number, (m, n) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
        w = m**-0.5 * jax.random.normal(jax.random.fold_in(key, number), (m, n))
        params.append({"w": w, "b": jnp.zeros((n,))})
    return params


def step_keys(key, step, layers):
    return [jax.random.fold_in(jax.random.fold_in(key, step), layer) for layer in range(layers)]


def walk(key, start, steps):
    return start + jnp.cumsum(jax.random.normal(key, (steps, *start.shape)), axis=0)
