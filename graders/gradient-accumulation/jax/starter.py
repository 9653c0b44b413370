"""Gradient accumulation over uneven chunks, in JAX.

Fill in the body; keep the name.
"""

import jax
import jax.numpy as jnp


def accumulate(params, chunks):
    """Return (loss, grads) of all chunks as one batch.

    params: (w, b), of shapes (d,) and ().
    chunks: a list of (x, y, mask), of shapes (n, d), (n,) and
    (n,); n differs, and rows whose mask is False are padding.
    The loss is the mean squared error of the rows that count.
    """
    # TODO: one chunk at a time; it also runs under jit
    return jnp.zeros(()), jax.tree.map(jnp.zeros_like, params)
