"""What you return are squared distances: the sum of the squared differences still needs its square root.

zh: 你返回的是距离的平方：差的平方和还需要开方。

Caught by: pairwise distances
"""

import torch


def outer_sum(a, b, c):
    """Return a[i] + b[j] + c[k]: (i, j, k)."""
    return a[:, None, None] + b[:, None] + c


def pairwise_distances(x, y):
    """Return the distances between the rows of x, (n, d), and of y, (m, d): (n, m)."""
    difference = x[:, None, :] - y  # (n, m, d)
    return difference.square().sum(dim=-1)


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
    total = torch.where(mask[..., None], x, 0.0).sum(dim=1)  # (b, d)
    count = mask.sum(dim=1)[:, None]  # (b, 1)
    return total / count.clamp(min=1)
