"""A Python `if` asks whether a cluster has points. Under jit that is a tracer without a value: choose
between mean and old centre with jnp.where.

zh: Python 的 `if` 询问某个簇是否有点。在 jit 之下它是没有值的追踪器（tracer）：应用 jnp.where 在均值与旧中心之间选择。

Caught by: under jit
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
    means = [members[j] @ x / sizes[j] if sizes[j] > 0 else centres[j] for j in range(len(centres))]
    return jnp.stack(means)


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
