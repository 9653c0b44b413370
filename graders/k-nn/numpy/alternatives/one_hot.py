"""Votes as a sum of one-hot rows; a point more than needed is sought, and then itself left out."""

import numpy as np


def squares(x, queries):
    difference = x[None] - queries[:, None]
    return np.einsum("mnd,mnd->mn", difference, difference)


def neighbours(x, queries, k):
    return squares(x, queries).argsort(axis=1, kind="stable")[:, :k]


def classify(x, labels, queries, k, classes):
    one_hot = np.eye(classes)[labels]
    return one_hot[neighbours(x, queries, k)].sum(1).argmax(1)


def regress(x, values, queries, k):
    found = neighbours(x, queries, k)
    d = np.sqrt(np.take_along_axis(squares(x, queries), found, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = 1 / d
        plain = np.nan_to_num((weights * values[found]).sum(1) / weights.sum(1))
    exact = d == 0
    matched = (exact * values[found]).sum(1) / np.maximum(exact.sum(1), 1)
    return np.where(exact.any(1), matched, plain)


def leave_one_out(x, labels, k, classes):
    n = len(x)
    order = squares(x, x).argsort(axis=1, kind="stable")  # (n, n)
    others = order[order != np.arange(n)[:, None]].reshape(n, n - 1)[:, :k]
    votes = np.eye(classes)[labels[others]].sum(1)
    return float(np.mean(votes.argmax(1) == labels))
