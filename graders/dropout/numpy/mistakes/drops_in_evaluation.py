"""The mode is ignored, so evaluation drops numbers too: predictions become random. Return x as it is unless
in training.

zh: 模式被忽略了，评估时也在丢弃：预测变成随机的。除非在训练，否则原样返回 x。

Caught by: evaluation
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if p == 0:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
