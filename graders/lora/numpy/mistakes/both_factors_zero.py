"""Both factors are 0. Each one's gradient is multiplied by the other, so both gradients are 0 and stay so:
nothing is ever learned.

zh: 两个因子都为 0。每个因子的梯度都要乘以另一个因子，所以两个梯度都是 0，而且永远是 0：什么也学不到。

Caught by: the start
"""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": np.zeros((rank, d_in)), "b": np.zeros((d_out, rank))}


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
