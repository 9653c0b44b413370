"""LoRA, in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    """Return a new adapter, {"a": ..., "b": ...}.

    key: a PRNG key. a: (rank, d_in); b: (d_out, rank).
    The update must be 0, and yet be able to learn.
    """
    # TODO
    a, b = jnp.zeros((rank, d_in)), jnp.zeros((d_out, rank))
    return {"a": a, "b": b}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out).

    x: (..., d_in); w: (d_out, d_in), frozen.
    The share is alpha / rank * x @ a.T @ b.T.
    """
    # TODO
    return jnp.zeros((*x.shape[:-1], w.shape[0]))


def merge(w, adapter, alpha):
    """Return one weight for both: (d_out, d_in)."""
    # TODO
    return jnp.zeros_like(w)


# For the grader, which differentiates it: leave it as it is.
def objective(adapter, x, w, alpha, weights):
    return (lora(x, w, adapter, alpha) * weights).sum()
