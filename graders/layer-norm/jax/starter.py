"""Layer normalisation in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Normalise over the last axis, then scale and shift.

    x: (..., dim); weight, bias: (dim,).
    Returns y, of the shape of x.
    """
    # TODO: which axis must mean and variance keep?
    return jnp.zeros_like(x)


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y).

    dy, x: (..., dim); weight: (dim,).
    Returns (dx, dweight, dbias): (..., dim), (dim,), (dim,).
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return (
        jnp.zeros_like(x),
        jnp.zeros_like(weight),
        jnp.zeros_like(weight),
    )
