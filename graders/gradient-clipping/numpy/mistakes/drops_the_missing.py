"""Your list leaves out the missing gradients, so all that follow move up by one place and meet the wrong
parameter. `None` must stay where it was.

zh: 你的列表去掉了缺失的梯度，于是后面的都往前挪了一位，对应到错误的参数。`None` 必须留在原处。

Caught by: missing gradients
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
    clipped = [scale * g for g in grads if g is not None]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
