"""Linear attention, in JAX.

Fill in the bodies; keep the names.
"""

import jax.numpy as jnp


def linear_attention(q, k, v):
    """Attend to all keys in time linear in their number.

    q: (..., queries, d); k: (..., keys, d);
    v: (..., keys, d_v). Returns (..., queries, d_v).
    """
    # TODO: features elu(x) + 1; which product comes first?
    return jnp.zeros((*q.shape[:-1], v.shape[-1]))


def causal_linear_attention(q, k, v):
    """Attend to the positions up to one's own.

    q, k: (..., time, d); v: (..., time, d_v).
    Returns (..., time, d_v).
    """
    # TODO: running sums
    return jnp.zeros((*q.shape[:-1], v.shape[-1]))


# For the grader, which differentiates it: leave it as it is.
def objective(qkv, weights):
    return (causal_linear_attention(*qkv) * weights).sum()
