"""lax.cond between two states."""

import jax
import jax.numpy as jnp


def init(params):
    return jnp.full((), jnp.inf), params, jnp.zeros((), jnp.int32)


def update(state, loss, params, patience, min_delta):
    record, kept, waited = state
    state = jax.lax.cond(
        loss < record - min_delta,
        lambda: (loss, params, jnp.zeros_like(waited)),
        lambda: (record, kept, waited + 1),
    )
    return state, state[2] >= patience


def best(state):
    return state[1]
