"""A linear layer in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    """Draw (weight, bias) with key, a typed JAX key.

    weight: (out_features, in_features);
    bias: (out_features,); uniform, bounded by
    1 / sqrt(in_features).
    """
    # TODO: how many keys are needed?
    return (
        jnp.zeros((out_features, in_features)),
        jnp.zeros(out_features),
    )


@jax.jit
def linear(x, weight, bias):
    """Return x @ weight.T + bias.

    x: (..., in); weight: (out, in); bias: (out,).
    Returns (..., out).
    """
    # TODO
    return jnp.zeros((*x.shape[:-1], len(bias)))


@jax.jit
def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y).

    dy: (..., out); x: (..., in); weight: (out, in).
    Returns (dx, dweight, dbias): (..., in), (out, in), (out,).
    """
    # TODO: by hand, or let jax.vjp pull dy back
    return (
        jnp.zeros_like(x),
        jnp.zeros_like(weight),
        jnp.zeros(len(weight)),
    )
