"""Causal attention, in JAX.

Fill in the body; keep the name.
"""

import jax.numpy as jnp


def causal_attention(q, k, v):
    """Attend to the positions up to one's own.

    q: (..., queries, d); k: (..., keys, d);
    v: (..., keys, d_v). queries <= keys, and the queries are
    the last positions of the sequence.
    Returns (..., queries, d_v).
    """
    # TODO: scores, mask, softmax, mean of the values
    return jnp.zeros((*q.shape[:-1], v.shape[-1]))
