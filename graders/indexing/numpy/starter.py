"""Gather and scatter, in NumPy.

Fill in the bodies; keep the names. No loops are needed.
"""

import numpy as np


def gather_rows(table, ids):
    """table: (v, d); ids: (b, t) integers.

    Return row ids[i, j] of the table: (b, t, d).
    """
    # TODO


def pick(scores, labels):
    """scores: (n, c); labels: (n,) integers.

    Return scores[i, labels[i]]: (n,).
    """
    # TODO


def last_step(x, lengths):
    """x: (b, t, d); lengths: (b,) integers from 1 to t.

    Return the last step that counts: (b, d).
    """
    # TODO


def reorder(x, order):
    """x: (b, t, d); order: (b, t) integers.

    Return x[i, order[i, j]] as step j of example i.
    """
    # TODO


def windows(x, size):
    """x: (n,).

    Return all stretches of `size` neighbours,
    (n - size + 1, size).
    """
    # TODO


def top_k(x, k):
    """x: (n, c).

    Return where the k largest of each row are, (n, k): the
    largest first, of equal ones the smaller index first.
    """
    # TODO


def scatter_add(ids, values, size):
    """ids: (n,) integers, which repeat; values: (n, d).

    Return (size, d): row r is the sum of all values[i] with
    ids[i] = r.
    """
    # TODO


def segment_mean(values, segments, count):
    """values: (n, d); segments: (n,) integers.

    Return the mean of each segment's rows, (count, d), and 0
    where it has none.
    """
    # TODO


def segment_max(values, segments, count):
    """values: (n, d); segments: (n,) integers.

    Return the maximum of each segment's rows, (count, d), and
    -inf where it has none.
    """
    # TODO
