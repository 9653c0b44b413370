"""The product is computed in int8 and widened afterwards. It has wrapped around by then, silently: two
factors of 12 are too much already. Widen before you multiply.

zh: 乘积是用 int8 算的，之后才加宽。那时它早已悄悄回绕：两个 12 相乘就已放不下。应在相乘之前加宽。

Caught by: exact sums
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
    return (x_q @ w_q.T).astype(np.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
