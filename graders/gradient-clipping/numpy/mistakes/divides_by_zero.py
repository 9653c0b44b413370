"""`max_norm / total` is 0 / 0 or infinite where all gradients are 0, and NaN spreads from there. Divide
only where the norm exceeds the bound.

zh: 当梯度全为 0 时，`max_norm / total` 是 0 / 0 或无穷大，NaN 就从这里扩散。只有范数超过上界时才相除。

Caught by: gradients of zero
"""

import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    squares = [
        np.sum(g**2) for g in grads if g is not None
    ]
    total = math.sqrt(sum(squares))
    scale = np.minimum(1.0, max_norm / np.float64(total))
    clipped = [None if g is None else scale * g for g in grads]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
