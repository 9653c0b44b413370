"""The eigenvectors are the columns of what eigh returns, and you take its rows. Both are unit vectors, so
only their directions are wrong.

zh: eigh 返回的矩阵中，特征向量是列，而你取了行。两者都是单位向量，所以只有方向是错的。

Caught by: fit
"""

import torch


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(dim=0)
    values, vectors = torch.linalg.eigh(torch.cov(x.T))
    return mean, vectors.flip(0)[:k], values.flip(0)[:k]


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
