"""The mask is drawn from a generator with a fixed seed: it is the same in every step, and part of the
network is never trained. Use what you are given.

zh: 掩码来自种子固定的生成器：每一步都相同，网络的一部分永远得不到训练。请使用传入的随机源。

Caught by: whose randomness
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = np.random.default_rng(0).random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
