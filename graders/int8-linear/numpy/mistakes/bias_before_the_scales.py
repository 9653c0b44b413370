"""You add the bias before the scales. It is a float as it stands, and no part of the integer sums: scale
first, add then.

zh: 你在乘缩放系数之前就加了偏置。偏置本来就是浮点数，不属于整数和：应先缩放，再相加。

Caught by: the layer
"""

import numpy as np


def scale_of(x):
    """Return the width of a step: the largest absolute value is 127 steps."""
    largest = np.abs(x).max()
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
    return (sums.astype(x.dtype) + bias) * (x_scale * w_scale)
