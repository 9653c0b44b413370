"""Only the update is returned: the frozen layer's output is missing. LoRA adds to it.

zh: 只返回了更新：缺了冻结层的输出。LoRA 是在它之上相加。

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
    scale = alpha / a.shape[0]
    return scale * (x @ a.T) @ b.T  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    return w + alpha / a.shape[0] * b @ a


def objective(adapter, x, w, alpha, weights):
    """Return the sum of lora(x, w, adapter, alpha) * weights, a scalar to differentiate."""
    return (lora(x, w, adapter, alpha) * weights).sum()
