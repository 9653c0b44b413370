"""Causal 1D convolution in JAX.

Fill in the bodies; keep the names.
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="dilation")
def conv1d(x, weight, bias, dilation=1):
    """Return y: (batch, out, length).

    x: (batch, channels, length);
    weight: (out, channels, k); bias: (out,).
    """
    # TODO: how many zeros, and on which side?
    return jnp.zeros((x.shape[0], len(weight), x.shape[2]))


@partial(jax.jit, static_argnames="dilation")
def conv1d_backward(dy, x, weight, dilation=1):
    """Return the gradients of sum(dy * y).

    dy: (batch, out, length).
    Returns (dx, dweight, dbias), of the shapes of x, weight,
    bias.
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return (
        jnp.zeros_like(x),
        jnp.zeros_like(weight),
        jnp.zeros(len(weight)),
    )
