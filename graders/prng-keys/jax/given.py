"""The submission's functions inside jit, compiled once for all calls; keys cannot travel, their data can."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnums=(0, 2))
def started(init, key, sizes):
    """Return the parameters that `init` draws."""
    return init(key, list(sizes))


@partial(jax.jit, static_argnums=(0, 3))
def walked(walk, key, start, steps):
    """Return the positions of `walk`."""
    return walk(key, start, steps)


@partial(jax.jit, static_argnums=(0, 3))
def key_data(step_keys, key, steps, layers):
    """Return the data of the keys of several steps: (steps, layers, words)."""

    def of_one(step):
        return jax.random.key_data(jnp.stack(list(step_keys(key, step, layers))))

    return jax.lax.map(of_one, steps)


@partial(jax.jit, static_argnums=(0, 3))
def draw_for_step(step_keys, key, step, layers):
    """Draw one number with each key of a step, and return them."""
    return [jax.random.normal(one) for one in step_keys(key, step, layers)]
