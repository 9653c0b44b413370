"""You take the largest value, not the largest absolute one. Where the longest number is negative it falls
outside the range and is clamped.

zh: 你取的是最大值，而不是最大的绝对值。绝对值最大的数为负时，它就会超出范围而被截断。

Caught by: scale
"""

import numpy as np


def scale_of(x):
    """Return the width of a step: the largest absolute value is 127 steps."""
    largest = x.max()
    return largest / 127 if largest > 0 else 1.0


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return np.clip(np.rint(x / scale), -127, 127).astype(np.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return x_q.astype(np.int32) @ w_q.astype(np.int32).T


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
