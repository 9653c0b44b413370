"""You take the largest difference of the coordinates for the distance. The nearest centre is meant in the
Euclidean sense: sum the squares over the last axis.

zh: 你把坐标差的最大值当作距离。最近的中心指欧氏距离：沿最后一个轴对平方求和。

Caught by: nearest centres
"""

import numpy as np


def squared_distances(x, centres):
    """Return the squared distance of each point to each centre: (n, k)."""
    return ((x[:, None, :] - centres) ** 2).sum(axis=-1)


def assign(x, centres):
    """Return the index of each point's nearest centre: (n,)."""
    return np.abs(x[:, None, :] - centres).max(axis=-1).argmin(axis=1)


def update(x, labels, centres):
    """Return each cluster's mean, or its old centre where it is empty: (k, d)."""
    members = labels == np.arange(len(centres))[:, None]  # (k, n)
    sizes = members.sum(axis=1)[:, None]  # (k, 1)
    return np.where(sizes > 0, members @ x / np.maximum(sizes, 1), centres)


def inertia(x, labels, centres):
    """Return the sum of the squared distances of the points to their own centres."""
    return ((x - centres[labels]) ** 2).sum()


def kmeans(x, centres, steps):
    """Return the centres after `steps` rounds, and the labels that belong to them."""
    for _ in range(steps):
        centres = update(x, assign(x, centres), centres)
    return centres, assign(x, centres)


def next_centre(x, centres, rng):
    """Return the index of a row, drawn by the squared distance to its nearest centre."""
    weights = squared_distances(x, centres).min(axis=1)  # (n,)
    return rng.choice(len(x), p=weights / weights.sum())
