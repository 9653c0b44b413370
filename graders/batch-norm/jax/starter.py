"""Batch normalisation in JAX.

Fill in the bodies; keep the names.
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="training")
def batch_norm(
    x,
    weight,
    bias,
    running_mean,
    running_var,
    training,
    momentum=0.1,
    eps=1e-5,
):
    """Normalise each feature, then scale and shift.

    x: (batch, features); the other arrays: (features,).
    training: a bool; the batch's statistics, or the running.
    Returns (y, running_mean, running_var): new arrays.
    """
    # TODO: which mode changes the running statistics?
    return jnp.zeros_like(x), running_mean, running_var


@jax.jit
def batch_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y) in training.

    dy, x: (batch, features); weight: (features,).
    Returns (dx, dweight, dbias), of the shapes of x, weight,
    bias.
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return (
        jnp.zeros_like(x),
        jnp.zeros_like(weight),
        jnp.zeros_like(weight),
    )
