"""Rows sorted by id, so that each id is one run; flat positions in place of pairs."""

import numpy as np


def gather_rows(table, ids):
    return table[ids.ravel()].reshape(*ids.shape, -1)


def pick(scores, labels):
    n, c = scores.shape
    return scores.ravel()[np.arange(n) * c + labels]


def last_step(x, lengths):
    return np.take_along_axis(x, (lengths - 1)[:, None, None], axis=1).squeeze(1)


def reorder(x, order):
    b, t, d = x.shape
    return x.reshape(b * t, d)[np.arange(b)[:, None] * t + order]


def windows(x, size):
    return np.stack([x[offset : len(x) - size + 1 + offset] for offset in range(size)], axis=1)


def top_k(x, k):
    backwards = x[:, ::-1]
    order = np.argsort(backwards, axis=1, kind="stable")[:, ::-1]  # of equal ones the later, that is the smaller index
    return (x.shape[1] - 1 - order)[:, :k]


def runs(ids):
    order = np.argsort(ids, kind="stable")
    present, starts = np.unique(ids[order], return_index=True)
    return order, present, starts


def scatter_add(ids, values, size):
    order, present, starts = runs(ids)
    result = np.zeros((size, values.shape[1]))
    result[present] = np.add.reduceat(values[order], starts, axis=0)
    return result


def segment_mean(values, segments, count):
    sizes = scatter_add(segments, np.ones((len(segments), 1)), count)
    total = scatter_add(segments, values, count)
    return np.divide(total, sizes, out=np.zeros_like(total), where=sizes > 0)


def segment_max(values, segments, count):
    order, present, starts = runs(segments)
    result = np.full((count, values.shape[1]), -np.inf)
    result[present] = np.maximum.reduceat(values[order], starts, axis=0)
    return result
