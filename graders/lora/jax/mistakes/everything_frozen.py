"""a and b are cut off as well: the update is computed under no_grad or detached, so nothing is trained at
all.

zh: a 和 b 也被切断了：更新是分离的，于是什么也没有被训练。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": jax.random.normal(key, (rank, d_in)) * d_in**-0.5, "b": jnp.zeros((d_out, rank))}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out)."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    return x @ w.T + jax.lax.stop_gradient(scale * (x @ a.T) @ b.T)  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    return w + alpha / a.shape[0] * b @ a


def objective(adapter, x, w, alpha, weights):
    """Return the sum of lora(x, w, adapter, alpha) * weights, a scalar to differentiate."""
    return (lora(x, w, adapter, alpha) * weights).sum()
