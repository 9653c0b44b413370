"""A cluster without points has the sum 0 and the size 0, and 0 / 0 is nan. From then on its distances are
nan too, and comparisons with nan go wrong. Keep its centre.

zh: 没有点的簇，和是 0，大小也是 0，而 0 / 0 得 nan。此后它的距离也都是 nan，与 nan 的比较会出错。应保留它原来的中心。

Caught by: means of the clusters
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
    return members.to(x.dtype) @ x / sizes


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
    return torch.multinomial(weights, 1, generator=rng)[0]
