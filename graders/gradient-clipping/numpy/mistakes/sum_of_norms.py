"""You add the norms of the gradients. The norm of one long vector is the root of the sum of their
**squares**: lengths at right angles do not add.

zh: 你把各梯度的范数直接相加。长向量的范数是它们**平方**之和的平方根：互相垂直的长度不能直接相加。

Caught by: above the norm
"""

import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    squares = [
        np.sqrt(np.sum(g**2)) for g in grads if g is not None
    ]
    total = sum(squares)
    scale = max_norm / total if total > max_norm else 1.0
    clipped = [None if g is None else scale * g for g in grads]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
