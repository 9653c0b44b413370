"""The mask comes from NumPy's global generator and not from `rng`: the same seed gives another mask each
time, and nothing can be replayed.

zh: 掩码来自 NumPy 的全局生成器，而不是 `rng`：同一个种子每次给出不同的掩码，什么都无法重放。

Caught by: whose randomness
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = np.random.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
