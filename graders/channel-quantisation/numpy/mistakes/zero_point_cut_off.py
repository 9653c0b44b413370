"""You convert the zero point to an integer without rounding, which cuts the fraction off. It must be the
**nearest** integer, or the grid misses one end of the range by up to a step.

zh: 你没有取整就把零点转换为整数，小数部分被舍去了。它必须是**最近**的整数，否则网格的一端会偏离最多一步。

Caught by: scales and zero points
"""

import numpy as np


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = np.minimum(w.min(axis=1), 0)  # the range contains 0
    high = np.maximum(w.max(axis=1), 0)
    scale = (high - low) / 255
    scale = np.where(scale > 0, scale, 1)  # a dead channel
    zero = np.trunc(-low / scale)
    q = np.rint(w / scale[:, None]) + zero[:, None]
    return np.clip(q, 0, 255).astype(np.uint8), scale, zero.astype(np.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
