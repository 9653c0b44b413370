"""`g *= scale` writes into the caller's gradients. In NumPy nothing else marks the old values: write `scale
* g`.

zh: `g *= scale` 会改写调用者的梯度，旧值就此丢失。请写 `scale * g`。

Caught by: arguments stay as they were
"""

import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    squares = [
        np.sum(g**2) for g in grads if g is not None
    ]
    total = math.sqrt(sum(squares))
    scale = max_norm / total if total > max_norm else 1.0
    clipped = list(grads)
    for g in clipped:
        if g is not None:
            g *= scale
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
