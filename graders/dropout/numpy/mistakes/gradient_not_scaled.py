"""The gradient goes through the mask and not through the scale. What stays was multiplied by `1 / (1 - p)`,
and so is its gradient.

zh: 梯度只经过掩码，没有经过缩放。留下的值乘过 `1 / (1 - p)`，它的梯度也要乘。

Caught by: gradient
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * (factor > 0)
