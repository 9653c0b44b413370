"""You take one range for the whole matrix. A row of small weights then has only a few of the 256 points:
each row needs its own smallest and largest number.

zh: 你对整个矩阵取了一个范围。这样权重较小的行只用得上 256 个点中的几个：每一行应有自己的最小数和最大数。

Caught by: scales and zero points
"""

import numpy as np


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = np.full(len(w), min(w.min(), 0))  # the range contains 0
    high = np.full(len(w), max(w.max(), 0))
    scale = (high - low) / 255
    scale = np.where(scale > 0, scale, 1)  # a dead channel
    zero = np.rint(-low / scale)
    q = np.rint(w / scale[:, None]) + zero[:, None]
    return np.clip(q, 0, 255).astype(np.uint8), scale, zero.astype(np.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
