"""All rows of a are equal: every row gets the same gradient for ever, and the update never has a rank above
1.

zh: a 的所有行都相同：每一行永远得到同样的梯度，更新的秩永远不会超过 1。

Caught by: the start
"""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": np.ones((rank, d_in)) * d_in**-0.5, "b": np.zeros((d_out, rank))}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out)."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    return x @ w.T + scale * (x @ a.T) @ b.T  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    return w + alpha / a.shape[0] * b @ a


def lora_backward(x, w, adapter, alpha, d_out):
    """Return d_x and the adapter's gradients, given the gradient d_out of the output; w is frozen."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    d_low = scale * d_out @ b  # (..., rank), the gradient of x @ a.T
    return d_out @ w + d_low @ a, {"a": outer_sum(d_low, x), "b": scale * outer_sum(d_out, x @ a.T)}


def outer_sum(u, v):
    """Return the sum of outer products of rows, over all leading axes: (u's columns, v's columns)."""
    return u.reshape(-1, u.shape[-1]).T @ v.reshape(-1, v.shape[-1])
