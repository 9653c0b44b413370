"""For p = 1 you divide by zero: 0 · inf is nan, and so is everything after it. Everything is dropped then;
no scale is needed.

zh: p = 1 时你除以了零：0 · inf 是 nan，之后的一切也都是。此时全部丢弃，不需要缩放。

Caught by: p of 0 and 1
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = np.divide(1, 1 - p)
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
