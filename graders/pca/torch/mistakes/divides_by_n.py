"""You divide by n. The statement asks for n - 1, as in np.cov and torch.cov: the mean was estimated from
the same data.

zh: 你除以了 n。题目要求 n - 1，与 np.cov 和 torch.cov 一致：均值也是由同样的数据估计的。

Caught by: fit
"""

import torch


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(dim=0)
    _, s, vt = torch.linalg.svd(x - mean, full_matrices=False)  # s falls, and so do the variances
    return mean, vt[:k], s[:k] ** 2 / len(x)


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
