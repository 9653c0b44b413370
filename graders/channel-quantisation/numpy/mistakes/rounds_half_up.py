"""`floor(x + 0.5)` rounds every half up, to 2 from 1.5 but to 3 from 2.5. So ties move all weights the same way, and
a sum over many of them adds that up. `np.rint` takes the even neighbour.

zh: `floor(x + 0.5)` 把所有恰在中间的数都往上取：1.5 取 2，而 2.5 取 3。于是所有这样的权重都朝同一方向移动，许多个相加，误差就累积起来。`np.rint` 取偶数邻居。

Caught by: ties
"""

import numpy as np


def rounded(x):
    """Return the nearest integers."""
    return np.floor(x + 0.5)


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = np.minimum(w.min(axis=1), 0)
    high = np.maximum(w.max(axis=1), 0)
    scale = (high - low) / 255
    scale = np.where(scale > 0, scale, 1)
    zero = rounded(-low / scale)
    q = rounded(w / scale[:, None]) + zero[:, None]
    return np.clip(q, 0, 255).astype(np.uint8), scale, zero.astype(np.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in)."""
    return scale[:, None] * (q.astype(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out)."""
    return x @ dequantise(q, scale, zero).T + bias
