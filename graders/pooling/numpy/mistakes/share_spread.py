"""You spread the share of a window over all its numbers, as if it were an average. Only the largest number
has an effect on the maximum.

zh: 你把窗口的份额分给了其中所有的数，好像它是平均值。只有最大的数影响最大值。

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
    return avg_pool_backward(dy, x, size, stride)


def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    down, right = (stride * (n - 1) + 1 for n in dy.shape[2:])  # from the first window to the last
    dx = np.zeros_like(x)
    for i in range(size):
        for j in range(size):
            dx[:, :, i : i + down : stride, j : j + right : stride] += dy / size**2
    return dx
