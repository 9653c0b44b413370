"""Quantisation by output channel, in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def quantise(w):
    """Return (q, scale, zero).

    w: (d_out, d_in).
    q: (d_out, d_in), uint8; scale: (d_out,), floats;
    zero: (d_out,), uint8.
    """
    # TODO: the range of each row contains 0
    q = jnp.zeros(w.shape, jnp.uint8)
    return q, jnp.ones(len(w), w.dtype), q[:, 0]


def dequantise(q, scale, zero):
    """Return scale * (q - zero), floats: (d_out, d_in)."""
    # TODO
    return jnp.zeros(q.shape, scale.dtype)


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias: (..., d_out).

    x: (..., d_in); bias: (d_out,); w is what dequantise
    returns.
    """
    # TODO: can you do without dequantise?
    return jnp.zeros((*x.shape[:-1], len(q)), x.dtype)
