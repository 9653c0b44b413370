"""Both factors are random: the model is disturbed before the first step. Let one factor be 0, so that the
update is 0.

zh: 两个因子都是随机的：第一步之前模型就被扰动了。应让其中一个因子为 0，使更新为 0。

Caught by: the start
"""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": jax.random.normal(key, (rank, d_in)) * d_in**-0.5, "b": jax.random.normal(key, (d_out, rank)) * rank**-0.5}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out)."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    return x @ w.T + scale * (x @ a.T) @ b.T  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    return w + alpha / a.shape[0] * b @ a


def objective(adapter, x, w, alpha, weights):
    """Return the sum of lora(x, w, adapter, alpha) * weights, a scalar to differentiate."""
    return (lora(x, w, adapter, alpha) * weights).sum()
