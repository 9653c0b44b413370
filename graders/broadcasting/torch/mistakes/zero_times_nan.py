"""You multiply by the mask. 0 times nan is nan and 0 times inf is nan, so garbage behind the mask comes
through. Choose with where: then it is never touched.

zh: 你乘以了掩码。0 乘 nan 得 nan，0 乘 inf 也得 nan，于是掩码后面的垃圾值会漏出来。应使用 where 选择：这样根本不会碰到它。

Caught by: masked mean
"""

import torch


def outer_sum(a, b, c):
    """Return a[i] + b[j] + c[k]: (i, j, k)."""
    return a[:, None, None] + b[:, None] + c


def pairwise_distances(x, y):
    """Return the distances between the rows of x, (n, d), and of y, (m, d): (n, m)."""
    difference = x[:, None, :] - y  # (n, m, d)
    return difference.square().sum(dim=-1).sqrt()


def centre(x):
    """Return each example minus its mean over the steps: (b, t, d)."""
    return x - x.mean(dim=1, keepdim=True)


def scale_examples(x, w):
    """Return example number i times w[i]: (b, t, d)."""
    return x * w[:, None, None]


def add_channel_bias(x, bias):
    """Return channel number c plus bias[c]: (b, c, h, w)."""
    return x + bias[:, None, None]


def length_mask(lengths, size):
    """Return whether position j is one of the first lengths[i]: (b, size)."""
    return torch.arange(size, device=lengths.device) < lengths[:, None]


def band(n, m, width):
    """Return whether i and j are at most `width` apart: (n, m)."""
    return (torch.arange(n)[:, None] - torch.arange(m)).abs() <= width


def one_hot(labels, classes):
    """Return one-hot vectors along a new last axis; zeros for -1, which equals no class."""
    return (labels[..., None] == torch.arange(classes, device=labels.device)).float()


def masked_mean(x, mask):
    """Return the mean over the steps that the mask keeps, 0 where it keeps none: (b, d)."""
    total = (x * mask[..., None]).sum(dim=1)  # (b, d)
    count = mask.sum(dim=1)[:, None]  # (b, 1)
    return total / count.clamp(min=1)
