"""You bound the elements from above alone. Large negative ones pass: clip at `-limit` too.

zh: 你只限制了上界。绝对值很大的负元素照样通过：还要在 `-limit` 处截断。

Caught by: by value
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
    clipped = [None if g is None else scale * g for g in grads]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.minimum(g, limit)
        for g in grads
    ]
