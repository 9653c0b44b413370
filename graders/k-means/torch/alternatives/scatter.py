"""Sums by index_add; distances by cdist; the draw by inverting the cumulative weights."""

import torch


def assign(x, centres):
    return torch.cdist(x, centres, compute_mode="donot_use_mm_for_euclid_dist").min(1).indices


def update(x, labels, centres):
    sums = torch.zeros_like(centres).index_add_(0, labels, x)
    sizes = torch.bincount(labels, minlength=len(centres))
    result = centres.clone()
    filled = sizes > 0
    result[filled] = sums[filled] / sizes[filled].unsqueeze(1)
    return result


def inertia(x, labels, centres):
    return torch.linalg.norm(x - centres.index_select(0, labels)) ** 2


def kmeans(x, centres, steps):
    labels = assign(x, centres)
    for _ in range(steps):
        centres = update(x, labels, centres)
        labels = assign(x, centres)
    return centres, labels


def next_centre(x, centres, rng):
    nearest = torch.cdist(x, centres, compute_mode="donot_use_mm_for_euclid_dist").amin(1)
    cumulative = nearest.square().cumsum(0)
    drawn = torch.rand((), generator=rng, dtype=x.dtype) * cumulative[-1]
    return torch.searchsorted(cumulative, drawn, right=True).item()
