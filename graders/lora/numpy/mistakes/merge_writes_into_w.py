"""merge adds the update to the frozen weight in place. Merging twice, or going on training, then counts it
twice. Return a new array.

zh: merge 把更新就地加到了冻结的权重上。再合并一次或继续训练，就会重复计算。应返回新数组。

Caught by: arguments stay as they were
"""

import numpy as np


def init_lora(rng, d_in, d_out, rank):
    """Return a random a, (rank, d_in), and a b of zeros, (d_out, rank): the update starts at 0."""
    return {"a": rng.normal(0, d_in**-0.5, (rank, d_in)), "b": np.zeros((d_out, rank))}


def lora(x, w, adapter, alpha):
    """Return x @ w.T and the adapter's share: (..., d_out)."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    return x @ w.T + scale * (x @ a.T) @ b.T  # through the narrow middle: (..., rank)


def merge(w, adapter, alpha):
    """Return one weight that does the work of w and the adapter: (d_out, d_in)."""
    a, b = adapter["a"], adapter["b"]
    w += alpha / a.shape[0] * b @ a
    return w


def lora_backward(x, w, adapter, alpha, d_out):
    """Return d_x and the adapter's gradients, given the gradient d_out of the output; w is frozen."""
    a, b = adapter["a"], adapter["b"]
    scale = alpha / a.shape[0]
    d_low = scale * d_out @ b  # (..., rank), the gradient of x @ a.T
    return d_out @ w + d_low @ a, {"a": outer_sum(d_low, x), "b": scale * outer_sum(d_out, x @ a.T)}


def outer_sum(u, v):
    """Return the sum of outer products of rows, over all leading axes: (u's columns, v's columns)."""
    return u.reshape(-1, u.shape[-1]).T @ v.reshape(-1, v.shape[-1])
