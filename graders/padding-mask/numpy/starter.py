"""Masks for padded batches, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def padding_mask(lengths, size):
    """Return (batch, size) booleans: True where real.

    lengths: (batch,) integers from 0 to size; row i has its
    lengths[i] real positions first.
    """
    # TODO
    return np.ones((len(lengths), size), bool)


def masked_mean(x, mask):
    """Return the mean over the real positions: (batch, d).

    x: (batch, time, d); mask: (batch, time), True where real.
    0 where no position is real.
    """
    # TODO
    return np.zeros((x.shape[0], x.shape[2]))


def masked_attention(q, k, v, mask):
    """Return attention over the real keys.

    q: (batch, queries, d); k: (batch, keys, d);
    v: (batch, keys, d_v); mask: (batch, keys).
    Returns (batch, queries, d_v), 0 where no key is real.
    """
    # TODO
    return np.zeros((*q.shape[:-1], v.shape[-1]))
