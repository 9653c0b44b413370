"""What stays is not scaled: the mean of the outputs is smaller by the factor 1 - p than in evaluation, and
the next layer sees other inputs in the two modes. Divide by `1 - p` in training.

zh: 留下的值没有缩放：输出的均值比评估时小 1 - p 倍，两种模式下后一层看到的输入不同。训练时请除以 `1 - p`。

Caught by: zero or scaled
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = rng.random(x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
