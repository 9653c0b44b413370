"""Scaled dot-product attention, in JAX.

Fill in the bodies; keep the names.
"""

import jax.numpy as jnp


def attention(q, k, v):
    """Return for each query a weighted mean of the values.

    q: (..., queries, d); k: (..., keys, d);
    v: (..., keys, d_v). Any number of leading axes.
    Returns (..., queries, d_v).
    """
    # TODO: scores, scaled; softmax; the mean of the values
    return jnp.zeros((*q.shape[:-1], v.shape[-1]))


# For the grader, which differentiates it: leave it as it is.
def objective(q, k, v, weights):
    return (attention(q, k, v) * weights).sum()
