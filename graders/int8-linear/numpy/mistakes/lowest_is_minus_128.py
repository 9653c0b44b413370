"""You clamp to -128. The range is symmetric here, from -127 to 127: with -128 a value could be there
without its negative.

zh: 你截断到了 -128。这里的范围是对称的，从 -127 到 127：如果用 -128，就会有数能表示而其相反数不能。

Caught by: out of range
"""

import numpy as np


def scale_of(x):
    """Return the width of a step: the largest absolute value is 127 steps."""
    largest = np.abs(x).max()
    return largest / 127 if largest > 0 else 1.0


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return np.clip(np.rint(x / scale), -128, 127).astype(np.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return x_q.astype(np.int32) @ w_q.astype(np.int32).T


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
