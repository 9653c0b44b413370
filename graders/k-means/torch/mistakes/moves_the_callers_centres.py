"""You write the new centres into the array that was passed. The caller's start is gone, and a second run
begins where the first one ended.

zh: 你把新的中心写进了传入的数组。调用者的起点丢失了，第二次运行会从第一次结束的地方开始。

Caught by: arguments stay as they were
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
    centres[:] = torch.where(sizes > 0, members.to(x.dtype) @ x / sizes.clamp(min=1), centres)
    return centres


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
