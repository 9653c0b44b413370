"""Adam in JAX, on pytrees.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state for the first step.

    params: a pytree of arrays. The state is yours: lists,
    tuples, dictionaries and arrays, no Python numbers.
    """
    # TODO: both moments, and a count of the steps
    return ()


def update(params, grads, state, lr, betas, eps):
    """Return (params, state) after one step.

    grads: a pytree like params.
    lr: an array of shape (), traced under jit.
    betas: (b1, b2) and eps: Python numbers.
    """
    # TODO: the moments, their correction, the move
    return params, state
