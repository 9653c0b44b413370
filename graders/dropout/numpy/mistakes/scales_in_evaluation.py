"""You scale in evaluation instead of in training: the original dropout. The inverted one leaves evaluation
alone, so that a finished model needs no trace of it.

zh: 你在评估时而不是训练时缩放：那是最初的 dropout。反向缩放的做法不动评估，使成品模型不留任何痕迹。

Caught by: evaluation
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x * (1 - p), np.full_like(x, 1 - p)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
