"""You index the identity with the labels. An index of -1 counts from the end, so padding becomes the last
class, and the loss trains on it. A comparison with arange gives zeros there.

zh: 你用标签去索引单位矩阵。下标 -1 是从末尾数起的，于是填充变成了最后一类，损失也会在它上面训练。与 arange 比较则会得到全零。

Caught by: one-hot
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
    return np.abs(np.arange(n)[:, None] - np.arange(m)) <= width


def one_hot(labels, classes):
    """Return one-hot vectors along a new last axis; zeros for -1, which equals no class."""
    return np.eye(classes)[labels]


def masked_mean(x, mask):
    """Return the mean over the steps that the mask keeps, 0 where it keeps none: (b, d)."""
    total = np.where(mask[..., None], x, 0.0).sum(axis=1)  # (b, d)
    count = mask.sum(axis=1)[:, None]  # (b, 1)
    return total / np.maximum(count, 1)
