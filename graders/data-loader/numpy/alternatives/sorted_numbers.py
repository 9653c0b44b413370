"""The order is that of random numbers; the arrays are put in order once and sliced."""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    n = arrays[0].shape[0]
    if shuffle:
        order = np.argsort(rng.random(n))
        arrays = [a[order] for a in arrays]
    stops = range(batch_size, n + 1, batch_size) if drop_last else range(batch_size, n + batch_size, batch_size)
    return [tuple(a[stop - batch_size : stop] for a in arrays) for stop in stops]
