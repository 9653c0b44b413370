"""An exponential moving average of weights, in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state; params are not averaged in yet.

    params: a pytree of arrays. The state is yours: lists,
    tuples, dictionaries and arrays.
    """
    # TODO: the raw average, and a count
    return ()


def update(state, params, decay):
    """Return the state with params averaged in."""
    # TODO
    return state


def average(state, decay):
    """Return the corrected average, a pytree like params."""
    # TODO
    return state
