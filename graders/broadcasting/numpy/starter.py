"""Broadcasting puzzles, in NumPy.

Fill in the bodies; keep the names. No loops: one or two lines
are enough for each.
"""

import numpy as np


def outer_sum(a, b, c):
    """a: (i,); b: (j,); c: (k,).

    Return a[i] + b[j] + c[k], of shape (i, j, k).
    """
    # TODO


def pairwise_distances(x, y):
    """x: (n, d); y: (m, d).

    Return the Euclidean distances of their rows, (n, m).
    """
    # TODO


def centre(x):
    """x: (b, t, d).

    Return each example minus its own mean over t.
    """
    # TODO


def scale_examples(x, w):
    """x: (b, t, d); w: (b,).

    Return example number i times w[i].
    """
    # TODO


def add_channel_bias(x, bias):
    """x: (b, c, h, w); bias: (c,).

    Return channel number c plus bias[c].
    """
    # TODO


def length_mask(lengths, size):
    """lengths: (b,) integers from 0 to size.

    Return booleans, (b, size): is j among the first lengths[i]?
    """
    # TODO


def band(n, m, width):
    """Return booleans, (n, m): is |i - j| at most width?"""
    # TODO


def one_hot(labels, classes):
    """labels: integers of any shape, from -1 to classes - 1.

    Return floats, (..., classes); zeros for a label of -1.
    """
    # TODO


def masked_mean(x, mask):
    """x: (b, t, d); mask: (b, t) booleans.

    Return the mean of x over the steps where mask is true,
    (b, d), and 0 where it never is. x may be nan elsewhere.
    """
    # TODO
