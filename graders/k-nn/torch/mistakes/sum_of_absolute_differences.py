"""You sum absolute differences, the distance along the streets of a city. Near is meant in the Euclidean
sense: the root of the sum of squares.

zh: 你对差的绝对值求和，那是沿城市街道的距离。这里的“近”指欧氏距离：平方和的平方根。

Caught by: neighbours
"""

import torch


def distances(x, queries):
    """Return the distance of each query to each point: (m, n)."""
    return (queries[:, None, :] - x).abs().sum(dim=-1)


def smallest(d, k):
    """Return where the k smallest of each row are, the smaller index first among equals: (m, k)."""
    return torch.sort(d, dim=1, stable=True).indices[:, :k]


def most_frequent(labels, classes):
    """Return the most frequent of each row's labels, (m, k), the smallest among equals: (m,)."""
    votes = (labels[..., None] == torch.arange(classes, device=labels.device)).sum(dim=1)  # (m, classes)
    return votes.argmax(dim=1)


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
    d = d.gather(1, found)  # (m, k)
    exact = d == 0
    weights = torch.where(exact.any(dim=1, keepdim=True), exact.to(d.dtype), 1 / d)
    return (weights * values[found]).sum(dim=1) / weights.sum(dim=1)


def leave_one_out(x, labels, k, classes):
    """Return the share of points that the k nearest others classify as they are labelled."""
    d = distances(x, x).fill_diagonal_(torch.inf)  # nobody is its own neighbour
    return (most_frequent(labels[smallest(d, k)], classes) == labels).to(x.dtype).mean()
