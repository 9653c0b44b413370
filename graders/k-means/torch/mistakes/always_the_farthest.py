"""You take the farthest point. That is farthest-first traversal, which an outlier wins every time;
k-means++ draws at random, with the squares as weights.

zh: 你取了最远的点。那是最远优先遍历，离群点每次都会胜出；k-means++ 是随机抽取，以平方距离为权重。

Caught by: seeding
"""

import torch


def squared_distances(x, centres):
    """Return the squared distance of each point to each centre: (n, k)."""
    return (x[:, None, :] - centres).square().sum(dim=-1)


def assign(x, centres):
    """Return the index of each point's nearest centre: (n,)."""
    return squared_distances(x, centres).argmin(dim=1)


def update(x, labels, centres):
    """Return each cluster's mean, or its old centre where it is empty: (k, d)."""
    members = labels == torch.arange(len(centres), device=labels.device)[:, None]  # (k, n)
    sizes = members.sum(dim=1)[:, None]  # (k, 1)
    return torch.where(sizes > 0, members.to(x.dtype) @ x / sizes.clamp(min=1), centres)


def inertia(x, labels, centres):
    """Return the sum of the squared distances of the points to their own centres."""
    return (x - centres[labels]).square().sum()


def kmeans(x, centres, steps):
    """Return the centres after `steps` rounds, and the labels that belong to them."""
    for _ in range(steps):
        centres = update(x, assign(x, centres), centres)
    return centres, assign(x, centres)


def next_centre(x, centres, rng):
    """Return the index of a row, drawn by the squared distance to its nearest centre."""
    weights = squared_distances(x, centres).amin(dim=1)  # (n,)
    return weights.argmax()
