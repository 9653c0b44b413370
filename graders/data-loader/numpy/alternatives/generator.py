"""A generator of index arrays; whole batches are a reshape of the permutation."""

import numpy as np


def indices(n, size, rng, shuffle, drop_last):
    order = np.arange(n)
    if shuffle:
        rng.shuffle(order)
    whole = n // size * size
    yield from order[:whole].reshape(-1, size)
    if whole < n and not drop_last:
        yield order[whole:]


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    batches = indices(len(arrays[0]), batch_size, rng, shuffle, drop_last)
    return [tuple(a.take(rows, axis=0) for a in arrays) for rows in batches]
