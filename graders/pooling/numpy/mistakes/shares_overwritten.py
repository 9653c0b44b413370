"""A number that several windows chose gets only the last one's share. The shares add up.

zh: 被多个窗口选中的数只得到最后一个窗口的份额。各份应相加。

Caught by: gradient of the maximum
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
    seen = windows(x, size, stride)
    flat = seen.reshape(*seen.shape[:4], size * size)
    down, right = np.divmod(flat.argmax(axis=-1), size)  # where in its window: (batch, channels, h, w) each
    b, c, i, j = np.indices(dy.shape)
    dx = np.zeros_like(x)
    dx[b, c, i * stride + down, j * stride + right] = dy  # windows may choose the same number
    return dx


def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    down, right = (stride * (n - 1) + 1 for n in dy.shape[2:])  # from the first window to the last
    dx = np.zeros_like(x)
    for i in range(size):
        for j in range(size):
            dx[:, :, i : i + down : stride, j : j + right : stride] += dy / size**2
    return dx
