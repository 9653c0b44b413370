"""Principal component analysis, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def fit(x, k):
    """Return (mean, components, variances).

    x: (n, d); mean: (d,); components: (k, d), unit vectors,
    the largest variance first; variances: (k,).
    """
    # TODO: which decomposition, and of what?
    d = x.shape[1]
    return np.zeros(d), np.zeros((k, d)), np.zeros(k)


def transform(x, mean, components):
    """Return the coordinates of the rows of x: (n, k)."""
    # TODO
    return np.zeros((len(x), len(components)))


def inverse_transform(z, mean, components):
    """Return the points with coordinates z: (n, d)."""
    # TODO
    return np.zeros((len(z), len(mean)))


def whiten(x, mean, components, variances):
    """Return coordinates of variance 1: (n, k)."""
    # TODO
    return np.zeros((len(x), len(components)))


def explained_ratio(x, k):
    """Return each component's share of the whole variance.

    Of the first k: (k,).
    """
    # TODO
    return np.zeros(k)
