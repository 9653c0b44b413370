"""You cut off the rest before you shuffle. Then it is always the last rows of the data that are dropped,
and no epoch ever sees them. Shuffle first.

zh: 你先截掉余数再打乱。于是丢掉的总是数据的最后几行，任何一轮都见不到它们。应先打乱。

Caught by: a permutation
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if drop_last:
        n -= n % batch_size
    order = rng.permutation(n) if shuffle else np.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
