"""One query at a time."""

import numpy as np


def nearest(x, query, k):
    d = np.linalg.norm(x - query, axis=1)
    order = np.lexsort((np.arange(len(x)), d))[:k]
    return order, d[order]


def neighbours(x, queries, k):
    return np.array([nearest(x, query, k)[0] for query in queries])


def classify(x, labels, queries, k, classes):
    votes = [np.bincount(labels[found], minlength=classes) for found in neighbours(x, queries, k)]
    return np.argmax(votes, axis=1)


def regress(x, values, queries, k):
    results = []
    for query in queries:
        found, d = nearest(x, query, k)
        if d[0] == 0:
            results.append(values[found][d == 0].mean())
        else:
            results.append(np.average(values[found], weights=1 / d))
    return np.array(results)


def leave_one_out(x, labels, k, classes):
    right = 0
    for i in range(len(x)):
        others = np.delete(np.arange(len(x)), i)
        right += classify(x[others], labels[others], x[i : i + 1], k, classes)[0] == labels[i]
    return right / len(x)
