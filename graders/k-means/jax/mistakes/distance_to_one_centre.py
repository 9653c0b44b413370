"""You look at the distance to the first centre alone. A point that lies right on another one is then drawn
again. What counts is the nearest centre.

zh: 你只看了到第一个中心的距离。这样，正好位于另一个中心上的点会再次被抽中。起作用的是最近的中心。

Caught by: seeding
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
    return jnp.where(sizes > 0, members @ x / jnp.maximum(sizes, 1), centres)


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
    weights = squared_distances(x, centres[:1])[:, 0]  # (n,)
    return jax.random.choice(rng, len(x), p=weights / weights.sum())
