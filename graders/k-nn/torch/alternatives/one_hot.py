"""Votes as a sum of one-hot rows; a point more than needed is sought, and then itself left out."""

import torch
from torch.nn.functional import one_hot


def distances(x, queries):
    return torch.cdist(queries, x, compute_mode="donot_use_mm_for_euclid_dist")


def neighbours(x, queries, k):
    return distances(x, queries).argsort(dim=1, stable=True).narrow(1, 0, k)


def classify(x, labels, queries, k, classes):
    return one_hot(labels[neighbours(x, queries, k)], classes).sum(1).max(1).indices


def regress(x, values, queries, k):
    found = neighbours(x, queries, k)
    d = distances(x, queries).gather(1, found)
    exact = (d == 0).to(d.dtype)
    plain = (values[found] / d).nan_to_num().sum(1) / (1 / d).sum(1)
    matched = (exact * values[found]).sum(1) / exact.sum(1).clamp(min=1)
    return torch.where(exact.sum(1) > 0, matched, plain)


def leave_one_out(x, labels, k, classes):
    n = len(x)
    order = neighbours(x, x, n)
    others = order[order != torch.arange(n)[:, None]].view(n, n - 1)[:, :k]
    votes = one_hot(labels[others], classes).sum(1)
    return (votes.argmax(1) == labels).double().mean().item()
