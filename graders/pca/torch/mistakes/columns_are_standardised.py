"""You divide each column by its standard deviation. That is PCA of the correlations, another analysis,
whose components belong to the scaled columns.

zh: 你把每一列除以了它的标准差。那是对相关系数做 PCA，是另一种分析，其主成分属于缩放之后的列。

Caught by: fit
"""

import torch


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(dim=0)
    _, s, vt = torch.linalg.svd((x - mean) / x.std(dim=0), full_matrices=False)  # s falls, and so do the variances
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
