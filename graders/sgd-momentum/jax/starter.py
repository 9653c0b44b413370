"""SGD with momentum in JAX, on pytrees.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state: a velocity of zeros for each parameter.

    params: a pytree of arrays.
    """
    # TODO
    return ()


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step.

    grads: a pytree like params.
    lr: an array of shape (), traced under jit.
    momentum: a Python number; nesterov: a bool.
    """
    # TODO: jax.tree.map walks through several trees at once
    return params, state
