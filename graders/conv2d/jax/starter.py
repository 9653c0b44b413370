"""2D convolution in JAX.

Fill in the bodies; keep the names.
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=("stride", "padding"))
def conv2d(x, weight, bias, stride=1, padding=0):
    """Return y: (batch, out, h, w).

    x: (batch, channels, height, width);
    weight: (out, channels, kh, kw); bias: (out,).
    """
    # TODO: pad, then sum over channels and kernel
    batch, _, height, width = x.shape
    outs, _, kh, kw = weight.shape
    h = (height + 2 * padding - kh) // stride + 1
    w = (width + 2 * padding - kw) // stride + 1
    return jnp.zeros((batch, outs, h, w))


@partial(jax.jit, static_argnames=("stride", "padding"))
def conv2d_backward(dy, x, weight, stride=1, padding=0):
    """Return the gradients of sum(dy * y).

    dy: (batch, out, h, w).
    Returns (dx, dweight, dbias), of the shapes of x, weight,
    bias.
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return (
        jnp.zeros_like(x),
        jnp.zeros_like(weight),
        jnp.zeros(len(weight)),
    )
