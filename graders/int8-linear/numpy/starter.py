"""A linear layer in int8, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def scale_of(x):
    """Return max |x| / 127, and 1 for a tensor of zeros."""
    # TODO
    return 1.0


def quantise(x, scale):
    """Return x in steps of scale: int8 of x's shape.

    Rounded half to even, clamped to -127 and 127.
    """
    # TODO
    return np.zeros(x.shape, np.int8)


def accumulate(x_q, w_q):
    """Return the exact sums in int32: (..., d_out).

    x_q: (..., d_in), int8; w_q: (d_out, d_in), int8.
    """
    # TODO
    return np.zeros((*x_q.shape[:-1], len(w_q)), np.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output: (..., d_out).

    x: (..., d_in), floats; bias: (d_out,). The output has
    the dtype of x.
    """
    # TODO
    return np.zeros((*x.shape[:-1], len(w_q)), x.dtype)
