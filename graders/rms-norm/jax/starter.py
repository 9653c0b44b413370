"""RMS normalisation in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Divide by the root mean square, then scale.

    x: (..., dim), float16 to float64; weight: (dim,).
    Returns y, of the shape and dtype of x.
    """
    # TODO: in which type may x be squared?
    return jnp.zeros_like(x)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y).

    dy, x: (..., dim); weight: (dim,).
    Returns (dx, dweight): (..., dim), (dim,).
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return jnp.zeros_like(x), jnp.zeros_like(weight)
