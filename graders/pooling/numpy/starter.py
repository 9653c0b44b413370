"""Max and average pooling in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def max_pool(x, size, stride):
    """Return each window's maximum: (batch, channels, h, w).

    x: (batch, channels, height, width).
    """
    # TODO: which rows and columns does place (i, j) see?
    h = (x.shape[2] - size) // stride + 1
    w = (x.shape[3] - size) // stride + 1
    return np.zeros((*x.shape[:2], h, w))


def avg_pool(x, size, stride):
    """Return the average of each window, shaped likewise."""
    # TODO
    h = (x.shape[2] - size) // stride + 1
    w = (x.shape[3] - size) // stride + 1
    return np.zeros((*x.shape[:2], h, w))


def max_pool_backward(dy, x, size, stride):
    """Return the gradient of sum(dy * max_pool(x)), like x.

    dy: (batch, channels, h, w).
    """
    # TODO: who gets the share of a window?
    return np.zeros_like(x)


def avg_pool_backward(dy, x, size, stride):
    """Return the gradient of sum(dy * avg_pool(x)), like x."""
    # TODO: overlaps add up
    return np.zeros_like(x)
