"""Adagrad and RMSprop in JAX, on pytrees.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state: an accumulator for each parameter.

    params: a pytree of arrays.
    """
    # TODO
    return ()


def adagrad(params, grads, state, lr, eps):
    """Return (params, state) after one step.

    grads: a pytree like params.
    lr: an array of shape (), traced under jit.
    """
    # TODO
    return params, state


def rmsprop(params, grads, state, lr, decay, eps):
    """Return (params, state) after one step.

    decay: what the accumulator keeps of its past, 0 to 1.
    """
    # TODO
    return params, state
