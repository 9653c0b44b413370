"""Sums by np.add.at; distances by expanding the square; the draw by inverting the cumulative weights."""

import numpy as np


def squared_distances(x, centres):
    squares = (x**2).sum(1)[:, None] - 2 * x @ centres.T + (centres**2).sum(1)
    return np.maximum(squares, 0)


def assign(x, centres):
    # |x|² is the same for all centres of a row
    return np.argmin((centres**2).sum(1) - 2 * x @ centres.T, axis=1)


def update(x, labels, centres):
    sums, sizes = np.zeros_like(centres), np.bincount(labels, minlength=len(centres))
    np.add.at(sums, labels, x)
    result = centres.copy()
    filled = sizes > 0
    result[filled] = sums[filled] / sizes[filled, None]
    return result


def inertia(x, labels, centres):
    difference = x - centres[labels]
    return float(np.vdot(difference, difference))


def kmeans(x, centres, steps):
    labels = assign(x, centres)
    for _ in range(steps):
        centres = update(x, labels, centres)
        labels = assign(x, centres)
    return centres, labels


def next_centre(x, centres, rng):
    nearest = np.linalg.norm(x[:, None] - centres, axis=2).min(axis=1)
    cumulative = np.cumsum(nearest**2)
    return int(np.searchsorted(cumulative, rng.random() * cumulative[-1], side="right"))
