"""A neighbour at distance 0 has the weight 1 / 0 = inf, and inf / inf is nan. Where there are such
neighbours, they alone count.

zh: 距离为 0 的近邻权重是 1 / 0 = inf，而 inf / inf 得 nan。若有这样的近邻，就只计它们。

Caught by: distance zero
"""

import numpy as np


def distances(x, queries):
    """Return the distance of each query to each point: (m, n)."""
    return np.sqrt(((queries[:, None, :] - x) ** 2).sum(axis=-1))


def smallest(d, k):
    """Return where the k smallest of each row are, the smaller index first among equals: (m, k)."""
    return np.argsort(d, axis=1, kind="stable")[:, :k]


def most_frequent(labels, classes):
    """Return the most frequent of each row's labels, (m, k), the smallest among equals: (m,)."""
    votes = (labels[..., None] == np.arange(classes)).sum(axis=1)  # (m, classes)
    return votes.argmax(axis=1)


def neighbours(x, queries, k):
    """Return the indices of the k points nearest to each query: (m, k)."""
    return smallest(distances(x, queries), k)


def classify(x, labels, queries, k, classes):
    """Return the class that most of the k neighbours have: (m,)."""
    return most_frequent(labels[neighbours(x, queries, k)], classes)


def regress(x, values, queries, k):
    """Return the neighbours' mean by inverse distance, or the plain mean of those at distance 0: (m,)."""
    d = distances(x, queries)
    found = smallest(d, k)
    d = np.take_along_axis(d, found, axis=1)  # (m, k)
    exact = d == 0
    weights = 1 / d
    return (weights * values[found]).sum(axis=1) / weights.sum(axis=1)


def leave_one_out(x, labels, k, classes):
    """Return the share of points that the k nearest others classify as they are labelled."""
    d = distances(x, x)
    d[np.arange(len(x)), np.arange(len(x))] = np.inf  # nobody is its own neighbour
    return (most_frequent(labels[smallest(d, k)], classes) == labels).mean()
