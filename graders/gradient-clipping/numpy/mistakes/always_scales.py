"""You multiply by `max_norm / total` whatever the norm is. Small gradients are then blown up to `max_norm`:
that normalises, it does not clip. The factor is at most 1.

zh: 不管范数多大，你都乘以 `max_norm / total`。小梯度因此被放大到 `max_norm`：这是归一化，不是裁剪。系数最大为 1。

Caught by: below the norm
"""

import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    squares = [
        np.sum(g**2) for g in grads if g is not None
    ]
    total = math.sqrt(sum(squares))
    scale = max_norm / total if total > 0 else 1.0
    clipped = [None if g is None else scale * g for g in grads]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
