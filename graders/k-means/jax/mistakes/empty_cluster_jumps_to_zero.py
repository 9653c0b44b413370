"""Dividing by at least 1 avoids nan, but the sum of no points is 0: the centre of an empty cluster jumps to
the origin, wherever the data are. Keep the centre it had.

zh: 除数至少取 1 避免了 nan，但没有点时和为 0：空簇的中心跳到了原点，无论数据在哪里。应保留它原来的中心。

Caught by: means of the clusters
"""

import jax
import jax.numpy as jnp


def squared_distances(x, centres):
    """Return the squared distance of each point to each centre: (n, k)."""
    return ((x[:, None, :] - centres) ** 2).sum(axis=-1)


def assign(x, centres):
    """Return the index of each point's nearest centre: (n,)."""
    return squared_distances(x, centres).argmin(axis=1)


def update(x, labels, centres):
    """Return each cluster's mean, or its old centre where it is empty: (k, d)."""
    members = labels == jnp.arange(len(centres))[:, None]  # (k, n)
    sizes = members.sum(axis=1)[:, None]  # (k, 1)
    return members @ x / jnp.maximum(sizes, 1)


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
    return jax.random.choice(rng, len(x), p=weights / weights.sum())
