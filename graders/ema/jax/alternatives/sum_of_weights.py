"""The sum of the weights is averaged along as one more leaf."""

import jax
import jax.numpy as jnp


def init(params):
    return jax.tree.map(jnp.zeros_like, params), jnp.zeros(())


@jax.jit
def update(state, params, decay):
    return jax.tree.map(lambda s, p: decay * s + p, state, (params, jnp.ones(())))


def average(state, decay):
    sums, weight = state
    return jax.tree.map(lambda s: jnp.divide(s, weight), sums)
