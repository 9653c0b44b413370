"""`x *= factor` writes into the caller's array. Make a new one: `x * factor`.

zh: `x *= factor` 会改写调用者的数组。请生成新数组：`x * factor`。

Caught by: arguments stay as they were
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    x *= factor
    return x, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
