"""The mask as binomial draws of one trial each."""

import numpy as np


def dropout(x, p, rng, training=True):
    if not training or p == 0:
        return x.copy(), np.ones(x.shape, x.dtype)
    if p == 1:
        return np.zeros_like(x), np.zeros_like(x)
    factor = (rng.binomial(1, 1 - p, size=x.shape) / (1 - p)).astype(x.dtype)
    return x * factor, factor


def dropout_backward(dy, factor):
    return np.multiply(factor, dy)
