"""Rotary position embedding, in JAX.

Fill in the body; keep the name.
"""

import jax.numpy as jnp


def rope(x, positions, base=10000.0):
    """Rotate neighbouring columns by position.

    x: (..., time, d), d even; positions: (time,) integers.
    Returns the shape of x: the columns 2i and 2i + 1 of row t
    rotated by the angle positions[t] / base ** (2i / d).
    """
    # TODO: frequencies, angles, rotation
    return jnp.zeros_like(x)
