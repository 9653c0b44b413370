"""LoRA, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    """Return a new adapter, {"a": ..., "b": ...}.

    rng: np.random.Generator. a: (rank, d_in); b: (d_out, rank).
    The update must be 0, and yet be able to learn.
    """
    # TODO
    a, b = np.zeros((rank, d_in)), np.zeros((d_out, rank))
    return {"a": a, "b": b}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out).

    x: (..., d_in); w: (d_out, d_in), frozen.
    The share is alpha / rank * x @ a.T @ b.T.
    """
    # TODO
    return np.zeros((*x.shape[:-1], w.shape[0]))


def merge(w, adapter, alpha):
    """Return one weight for both: (d_out, d_in)."""
    # TODO
    return np.zeros_like(w)


def lora_backward(x, w, adapter, alpha, d_out):
    """Return (d_x, gradients of the adapter as a dict).

    d_out: (..., d_out), the gradient of some loss with
    respect to the output of lora. w gets none.
    """
    # TODO
    grads = {k: np.zeros_like(p) for k, p in adapter.items()}
    return np.zeros_like(x), grads
