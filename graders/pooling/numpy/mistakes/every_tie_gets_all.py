"""Every number that equals the maximum gets the whole share. Where several are equally large, as zeros
after a ReLU, the gradient grows by their number. Choose one, or divide.

zh: 凡是等于最大值的数都得到完整的一份。若有几个同样大（例如 ReLU 之后的零），梯度就成倍增大。请选其中一个，或平分。

Caught by: ties
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def windows(x, size, stride):
    """Return a view of all windows: (batch, channels, h, w, size, size)."""
    return sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]


def max_pool(x, size, stride):
    """Return the maximum of each window: (batch, channels, h, w)."""
    return windows(x, size, stride).max(axis=(4, 5))


def avg_pool(x, size, stride):
    """Return the average of each window: (batch, channels, h, w)."""
    return windows(x, size, stride).mean(axis=(4, 5))


def max_pool_backward(dy, x, size, stride):
    """Send each window's share to the first of its largest numbers."""
    y = max_pool(x, size, stride)
    dx = np.zeros_like(x)
    for i, j in np.ndindex(dy.shape[2:]):
        seen = np.s_[:, :, i * stride : i * stride + size, j * stride : j * stride + size]
        dx[seen] += (x[seen] == y[:, :, i, j, None, None]) * dy[:, :, i, j, None, None]
    return dx


def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    down, right = (stride * (n - 1) + 1 for n in dy.shape[2:])  # from the first window to the last
    dx = np.zeros_like(x)
    for i in range(size):
        for j in range(size):
            dx[:, :, i : i + down : stride, j : j + right : stride] += dy / size**2
    return dx
