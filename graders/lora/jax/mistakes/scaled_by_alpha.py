"""The update is multiplied by alpha and not divided by the rank.

zh: 更新乘了 alpha，却没有除以秩。

Caught by: values
"""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": jax.random.normal(key, (rank, d_in)) * d_in**-0.5, "b": jnp.zeros((d_out, rank))}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out)."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha
    return x @ w.T + scale * (x @ a.T) @ b.T  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    return w + alpha / a.shape[0] * b @ a


def objective(adapter, x, w, alpha, weights):
    """Return the sum of lora(x, w, adapter, alpha) * weights, a scalar to differentiate."""
    return (lora(x, w, adapter, alpha) * weights).sum()
