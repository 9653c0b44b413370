"""lax.cond between a step and a skip."""

import jax
import jax.numpy as jnp


def init(params, scale):
    return params, jnp.full((), scale, jnp.float32), jnp.zeros((), jnp.int32)


def half(state):
    return jax.tree.map(jnp.float16, state[0])


def master(state):
    return state[0]


def scale(state):
    return state[1]


def step(state, grads, lr, growth_interval):
    wide = jax.tree.map(lambda g: g.astype(jnp.float32), grads)
    finite = jax.tree.reduce(lambda ok, g: ok & jnp.isfinite(g).all(), wide, jnp.array(True))

    def made(state):
        params, s, good = state
        params = jax.tree.map(lambda p, g: p - lr * (g / s), params, wide)
        full = good + 1 == growth_interval
        return params, jnp.where(full, 2 * s, s), jnp.where(full, 0, good + 1)

    def skipped(state):
        params, s, good = state
        return params, s / 2, jnp.zeros_like(good)

    return jax.lax.cond(finite, made, skipped, state), finite
