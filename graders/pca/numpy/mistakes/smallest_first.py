"""eigh sorts its eigenvalues in ascending order, and you take the first: the directions in which the data
vary least. Reverse them.

zh: eigh 按升序排列特征值，而你取了前几个：那是数据变化最小的方向。请反转顺序。

Caught by: fit
"""

import numpy as np


def fit(x, k):
    """Return (mean, components, variances): (d,), (k, d) and (k,)."""
    mean = x.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(x, rowvar=False))
    return mean, vectors[:, :k].T, values[:k]


def transform(x, mean, components):
    """Return the coordinates of the rows of x: (n, k)."""
    return (x - mean) @ components.T


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
