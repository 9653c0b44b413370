"""Sinusoidal positions and ALiBi, in JAX.

Fill in the bodies; keep the names.
"""

import jax.numpy as jnp


def sinusoidal(time, d, base=10000.0):
    """Return the encodings of 0 to time - 1: (time, d).

    d is even. Column 2i is sin(t / base ** (2i / d)), column
    2i + 1 is cos of the same angle.
    """
    # TODO
    return jnp.zeros((time, d))


def alibi_slopes(heads):
    """Return the slopes, (heads,): 2 ** (-8 h / heads).

    h runs from 1 to heads.
    """
    # TODO
    return jnp.zeros(heads)


def alibi_attention(q, k, v):
    """Return causal attention biased by distance.

    q: (batch, heads, queries, d); k: (batch, heads, keys, d);
    v: (batch, heads, keys, d_v). The queries are the last
    positions; queries <= keys.
    Returns (batch, heads, queries, d_v).
    """
    # TODO: score - slope * distance, no later keys
    return jnp.zeros((*q.shape[:-1], v.shape[-1]))
