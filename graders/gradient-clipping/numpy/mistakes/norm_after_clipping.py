"""The norm you return was taken after clipping, so it never exceeds `max_norm` and the log cannot show how
large the gradients were. Return the one that you compared.

zh: 你返回的是裁剪之后的范数，它永远不超过 `max_norm`，日志里就看不出梯度原来有多大。应返回你用来比较的那个。

Caught by: above the norm
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
    return clipped, total * scale


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
