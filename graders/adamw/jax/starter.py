"""AdamW in JAX, on pytrees.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def decay_mask(params):
    """Return a pytree of bools: who decays by default.

    True for arrays with two or more axes.
    """
    # TODO
    return jax.tree.map(lambda p: False, params)


def init(params):
    """Return the state for the first step.

    params: a pytree of arrays. The state is yours: lists,
    tuples, dictionaries and arrays.
    """
    # TODO: both moments, and a count of the steps
    return ()


def update(
    params, grads, state, lr, betas, eps, weight_decay, mask
):
    """Return (params, state) after one step.

    grads: a pytree like params.
    lr: an array of shape (), traced under jit.
    betas: (b1, b2), eps, weight_decay: Python numbers.
    mask: a pytree of Python bools like params.
    """
    # TODO: Adam's step, and the decay beside it
    return params, state
