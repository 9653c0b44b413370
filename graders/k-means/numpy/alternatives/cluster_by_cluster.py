"""One cluster at a time, as the algorithm is told."""

import numpy as np


def assign(x, centres):
    labels = np.zeros(len(x), dtype=np.int64)
    best = np.full(len(x), np.inf)
    for j, centre in enumerate(centres):
        distance = np.sum((x - centre) ** 2, axis=1)
        nearer = distance < best
        labels[nearer], best[nearer] = j, distance[nearer]
    return labels


def update(x, labels, centres):
    return np.stack([x[labels == j].mean(axis=0) if np.any(labels == j) else old for j, old in enumerate(centres)])


def inertia(x, labels, centres):
    return sum(np.sum((x[labels == j] - centre) ** 2) for j, centre in enumerate(centres))


def kmeans(x, centres, steps):
    if steps == 0:
        return centres, assign(x, centres)
    return kmeans(x, update(x, assign(x, centres), centres), steps - 1)


def next_centre(x, centres, rng):
    weights = np.min([np.sum((x - centre) ** 2, axis=1) for centre in centres], axis=0)
    return np.argmax(rng.multinomial(1, weights / weights.sum()))
