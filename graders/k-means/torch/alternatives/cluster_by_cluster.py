"""One cluster at a time, as the algorithm is told."""

import torch


def assign(x, centres):
    distances = torch.stack([(x - centre).pow(2).sum(1) for centre in centres])  # (k, n)
    best, labels = distances[0].clone(), torch.zeros(len(x), dtype=torch.int64)
    for j, distance in enumerate(distances):
        nearer = distance < best
        labels[nearer] = j
        best = torch.minimum(best, distance)
    return labels


def update(x, labels, centres):
    result = []
    for j in range(len(centres)):
        points = x[labels == j]
        result.append(points.mean(0) if len(points) else centres[j])
    return torch.stack(result)


def inertia(x, labels, centres):
    total = x.new_zeros(())
    for j in range(len(centres)):
        total += (x[labels == j] - centres[j]).pow(2).sum()
    return total


def kmeans(x, centres, steps):
    centres = centres.clone()
    for _ in range(steps):
        centres.copy_(update(x, assign(x, centres), centres))
    return centres, assign(x, centres)


def next_centre(x, centres, rng):
    weights = torch.stack([(x - centre).pow(2).sum(1) for centre in centres]).min(0).values
    return int(torch.multinomial(weights / weights.sum(), num_samples=1, generator=rng))
