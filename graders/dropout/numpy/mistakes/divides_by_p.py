"""You divide by p, the probability to be dropped. What stays does so with probability 1 - p, so divide by
`1 - p`.

zh: 你除以了 p，即被丢弃的概率。数值以 1 - p 的概率留下，所以应除以 `1 - p`。

Caught by: zero or scaled
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / p if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
