"""One query at a time."""

import torch


def nearest(x, query, k):
    d = torch.linalg.vector_norm(x - query, dim=1)
    d, order = torch.sort(d, stable=True)
    return order[:k], d[:k]


def neighbours(x, queries, k):
    return torch.stack([nearest(x, query, k)[0] for query in queries])


def classify(x, labels, queries, k, classes):
    found = neighbours(x, queries, k)
    return torch.stack([torch.bincount(labels[row], minlength=classes).argmax() for row in found])


def regress(x, values, queries, k):
    results = []
    for query in queries:
        found, d = nearest(x, query, k)
        if (d == 0).any():
            results.append(values[found[d == 0]].mean())
        else:
            weights = 1 / d
            results.append(weights @ values[found] / weights.sum())
    return torch.stack(results)


def leave_one_out(x, labels, k, classes):
    right = torch.zeros(())
    for i in range(len(x)):
        others = torch.arange(len(x)) != i
        right += classify(x[others], labels[others], x[i : i + 1], k, classes)[0] == labels[i]
    return right / len(x)
