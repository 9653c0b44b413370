"""One mask is drawn for a row and broadcast over the batch, so all examples lose the same features. Draw a
mask of the shape of x.

zh: 你只为一行抽取了掩码，再广播到整个批量，于是所有样本丢弃同样的特征。请抽取与 x 形状相同的掩码。

Caught by: how many are dropped
"""

import numpy as np


def dropout(x, p, rng, training=True):
    """Return y and the factor that made it, 0 or 1 / (1 - p)."""
    if not training:
        return x, np.ones_like(x)
    kept = np.broadcast_to(rng.random(x.shape[-1]), x.shape) >= p  # a bool for each number; none for p = 1
    scale = 1 / (1 - p) if p < 1 else 0.0
    factor = kept.astype(x.dtype) * scale
    return x * factor, factor


def dropout_backward(dy, factor):
    """Return the gradient: through the mask of the forward pass."""
    return dy * factor
