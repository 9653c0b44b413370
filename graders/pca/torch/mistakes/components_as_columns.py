"""You return the components as columns, (d, k). Asked for are rows, (k, d), as the SVD gives them in vt.

zh: 你把主成分作为列返回，(d, k)。题目要求按行，(k, d)，与 SVD 给出的 vt 一致。

Caught by: contract
"""

import torch


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(dim=0)
    _, s, vt = torch.linalg.svd(x - mean, full_matrices=False)  # s falls, and so do the variances
    return mean, vt[:k].T, s[:k] ** 2 / (len(x) - 1)


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
