"""The labels you return are those from which the last centres were computed. The centres have moved since,
and some points are nearer to another one: assign once more at the end.

zh: 你返回的标签是计算最后一批中心时所用的。中心此后移动了，有些点离另一个中心更近：最后要再 assign 一次。

Caught by: one round
"""

import numpy as np


def squared_distances(x, centres):
    """Return the squared distance of each point to each centre: (n, k)."""
    return ((x[:, None, :] - centres) ** 2).sum(axis=-1)


def assign(x, centres):
    """Return the index of each point's nearest centre: (n,)."""
    return squared_distances(x, centres).argmin(axis=1)


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
        labels = assign(x, centres)
        centres = update(x, labels, centres)
    return centres, labels


def next_centre(x, centres, rng):
    """Return the index of a row, drawn by the squared distance to its nearest centre."""
    weights = squared_distances(x, centres).min(axis=1)  # (n,)
    return rng.choice(len(x), p=weights / weights.sum())
