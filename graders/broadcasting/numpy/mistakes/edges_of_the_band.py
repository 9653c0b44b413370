"""Your band has the diagonal and the two lines that are exactly `width` away. For a width of 0 or 1 that is all; for 2
the lines between are missing. Compare the distance with `<=`.

zh: 你的带状掩码只有对角线和恰好相距 `width` 的两条线。宽度为 0 或 1 时这就是全部；宽度为 2 时缺了中间的线。请用 `<=` 比较距离。

Caught by: band
"""

import numpy as np


def outer_sum(a, b, c):
    """Return a[i] + b[j] + c[k]: (i, j, k)."""
    return a[:, None, None] + b[:, None] + c


def pairwise_distances(x, y):
    """Return the distances between the rows of x, (n, d), and of y, (m, d): (n, m)."""
    difference = x[:, None, :] - y  # (n, m, d)
    return np.sqrt((difference**2).sum(axis=-1))


def centre(x):
    """Return each example minus its mean over the steps: (b, t, d)."""
    return x - x.mean(axis=1, keepdims=True)


def scale_examples(x, w):
    """Return example number i times w[i]: (b, t, d)."""
    return x * w[:, None, None]


def add_channel_bias(x, bias):
    """Return channel number c plus bias[c]: (b, c, h, w)."""
    return x + bias[:, None, None]


def length_mask(lengths, size):
    """Return whether position j is one of the first lengths[i]: (b, size)."""
    return np.arange(size) < lengths[:, None]


def band(n, m, width):
    """Return whether i and j are at most `width` apart: (n, m)."""
    distance = np.abs(np.arange(n)[:, None] - np.arange(m))
    return (distance == 0) | (distance == width)


def one_hot(labels, classes):
    """Return one-hot vectors along a new last axis; zeros for -1, which equals no class."""
    return (labels[..., None] == np.arange(classes)).astype(float)


def masked_mean(x, mask):
    """Return the mean over the steps that the mask keeps, 0 where it keeps none: (b, d)."""
    total = np.where(mask[..., None], x, 0.0).sum(axis=1)  # (b, d)
    count = mask.sum(axis=1)[:, None]  # (b, 1)
    return total / np.maximum(count, 1)
