"""You decompose the data without centring them. The first direction then points from the origin to the
mean, and its "variance" is mostly the mean's square.

zh: 你没有中心化就做了分解。第一个方向于是从原点指向均值，它的“方差”主要是均值的平方。

Caught by: fit
"""

import torch


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(dim=0)
    _, s, vt = torch.linalg.svd(x, full_matrices=False)  # s falls, and so do the variances
    return mean, vt[:k], s[:k] ** 2 / (len(x) - 1)


def transform(x, mean, components):
    """Return the coordinates of the rows of x: (n, k)."""
    return (x - mean) @ components.T


def inverse_transform(z, mean, components):
    """Return the points with coordinates z: (n, d)."""
    return z @ components + mean


def whiten(x, mean, components, variances):
    """Return coordinates of variance 1: (n, k)."""
    return transform(x, mean, components) / variances.sqrt()


def explained_ratio(x, k):
    """Return the share of the whole variance that each of the first k components has: (k,)."""
    _, _, variances = fit(x, k)
    return variances / x.var(dim=0).sum()
