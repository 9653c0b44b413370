"""A conversion to int8 cuts the fraction off: 2.9 becomes 2, and every value moves towards 0, by half a
step on average. Round first.

zh: 转换为 int8 会舍去小数部分：2.9 变成 2，每个值都朝 0 移动，平均半步。应先取整。

Caught by: rounding
"""

import numpy as np


def scale_of(x):
    """Return the width of a step: the largest absolute value is 127 steps."""
    largest = np.abs(x).max()
    return largest / 127 if largest > 0 else 1.0


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return np.clip(x / scale, -127, 127).astype(np.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return x_q.astype(np.int32) @ w_q.astype(np.int32).T


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.astype(x.dtype) * (x_scale * w_scale) + bias
