"""You shuffle each array with an order of its own, so inputs meet the targets of others. One order for all
of them.

zh: 你给每个数组各用一个顺序来打乱，于是输入配上了别人的目标。所有数组要用同一个顺序。

Caught by: a permutation
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = np.arange(n)
    if shuffle:
        arrays = tuple(rng.permutation(a) for a in arrays)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
