"""You round the distance from the lowest number, `(w - low) / scale`. This grid starts at `low` and not at
0, so against the rounded zero point everything is shifted by up to half a step, 0 too. Round `w /
scale`, and add the zero point.

zh: 你对到最小数的距离 `(w - low) / scale` 取整。这个网格从 `low` 开始而不是从 0 开始，于是相对于取整后的零点，一切都偏了最多半步，0 也不例外。应对 `w / scale` 取整，再加上零点。

Caught by: quantised weights
"""

import numpy as np


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = np.minimum(w.min(axis=1), 0)  # the range contains 0
    high = np.maximum(w.max(axis=1), 0)
    scale = (high - low) / 255
    scale = np.where(scale > 0, scale, 1)  # a dead channel
    zero = np.rint(-low / scale)
    q = np.rint((w - low[:, None]) / scale[:, None])
    return np.clip(q, 0, 255).astype(np.uint8), scale, zero.astype(np.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.T - x.sum(axis=-1, keepdims=True) * zero
    return sums * scale + bias
