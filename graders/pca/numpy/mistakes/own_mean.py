"""You centre the points by their own mean instead of the one that was passed. New points then land
elsewhere than fitted ones, and a single point always at 0.

zh: 你用这些点自己的均值来中心化，而不是传入的均值。这样新的点会落在与拟合数据不同的位置，单独一个点则总落在 0。

Caught by: coordinates of other points
"""

import numpy as np


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(axis=0)
    _, s, vt = np.linalg.svd(x - mean, full_matrices=False)  # s falls, and so do the variances
    return mean, vt[:k], s[:k] ** 2 / (len(x) - 1)


def transform(x, mean, components):
    """Return the coordinates of the rows of x: (n, k)."""
    return (x - x.mean(axis=0)) @ components.T


def inverse_transform(z, mean, components):
    """Return the points with coordinates z: (n, d)."""
    return z @ components + mean


def whiten(x, mean, components, variances):
    """Return coordinates of variance 1: (n, k)."""
    return transform(x, mean, components) / np.sqrt(variances)


def explained_ratio(x, k):
    """Return the share of the whole variance that each of the first k components has: (k,)."""
    _, _, variances = fit(x, k)
    return variances / x.var(axis=0, ddof=1).sum()
