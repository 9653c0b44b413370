"""You take p for the probability to be kept. With p = 0.3 seven of ten numbers are dropped: `p` says how
many fall.

zh: 你把 p 当作保留的概率。p = 0.3 时十个数里丢了七个：`p` 说的是丢弃多少。

Caught by: how many are dropped
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) < p
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
