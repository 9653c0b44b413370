"""You clip each gradient by its own norm. Layers with large gradients are then shortened and others are
not, so the direction of the whole step changes. One norm over all of them, one factor for all.

zh: 你按每个梯度自己的范数裁剪。于是梯度大的层被缩短，其他层不变，整个步子的方向就变了。应对全部梯度求一个范数，用同一个系数。

Caught by: above the norm
Question: optimizers-clipping-leaf-by-leaf
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
    clipped = []
    for g in grads:
        if g is not None:
            own = np.sqrt(np.sum(g**2))
            g = g * (max_norm / own if own > max_norm else 1.0)
        clipped.append(g)
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
