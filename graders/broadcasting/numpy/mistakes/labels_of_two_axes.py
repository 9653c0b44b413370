"""Your one-hot takes labels of two axes for granted: `labels[:, :, None]` fails for a vector and, with three axes, puts
the classes before the last one. `labels[..., None]` adds an axis at the end of any shape.

zh: 你的 one-hot 假定标签有两个轴：`labels[:, :, None]` 对向量会报错，有三个轴时又把类别放到最后一个轴之前。`labels[..., None]` 对任何形状都在末尾加一个轴。

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
    return (labels[:, :, None] == np.arange(classes)).astype(float)


def masked_mean(x, mask):
    """Return the mean over the steps that the mask keeps, 0 where it keeps none: (b, d)."""
    total = np.where(mask[..., None], x, 0.0).sum(axis=1)  # (b, d)
    count = mask.sum(axis=1)[:, None]  # (b, 1)
    return total / np.maximum(count, 1)
