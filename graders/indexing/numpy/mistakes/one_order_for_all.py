"""Every example is read in the order of the first. order has one row per example: take_along_axis pairs
them, or index with arange(b)[:, None] beside it.

zh: 每个样本都按第一个样本的顺序读取。order 为每个样本各有一行：take_along_axis 会让它们配对，也可以在旁边用 arange(b)[:, None] 索引。

Caught by: reorder
"""

import numpy as np


def gather_rows(table, ids):
    """Return row ids[i, j] of the table, (v, d): (b, t, d)."""
    return table[ids]


def pick(scores, labels):
    """Return scores[i, labels[i]]: (n,)."""
    return scores[np.arange(len(labels)), labels]


def last_step(x, lengths):
    """Return the last step that counts, of x, (b, t, d): (b, d)."""
    return x[np.arange(len(x)), lengths - 1]


def reorder(x, order):
    """Return x[i, order[i, j]]: (b, t, d)."""
    return x[:, order[0]]


def windows(x, size):
    """Return all stretches of `size` neighbours: (n - size + 1, size)."""
    starts = np.arange(len(x) - size + 1)
    return x[starts[:, None] + np.arange(size)]


def top_k(x, k):
    """Return where the k largest of each row are, largest first, the smaller index first among equals: (n, k)."""
    return np.argsort(-x, axis=1, kind="stable")[:, :k]


def scatter_add(ids, values, size):
    """Return the sums of the rows of values, (n, d), with equal ids: (size, d)."""
    result = np.zeros((size, values.shape[1]), values.dtype)
    np.add.at(result, ids, values)  # one by one, so that equal ids add up
    return result


def segment_mean(values, segments, count):
    """Return the mean of each segment's rows, 0 where it has none: (count, d)."""
    sizes = np.bincount(segments, minlength=count)
    return scatter_add(segments, values, count) / np.maximum(sizes, 1)[:, None]


def segment_max(values, segments, count):
    """Return the maximum of each segment's rows, -inf where it has none: (count, d)."""
    result = np.full((count, values.shape[1]), -np.inf, values.dtype)
    np.maximum.at(result, segments, values)
    return result
