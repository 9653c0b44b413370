"""You cut first and shuffle the batches. Neighbours in the data stay together in every epoch; sorted data
gives batches of one class. Shuffle the examples.

zh: 你先切开，再打乱各批。数据中相邻的样本每一轮都在一起；若数据按类别排序，一批里就只有一类。应打乱样本。

Caught by: a permutation
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = np.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    if shuffle:
        full = [b for b in batches if len(b[0]) == batch_size]
        rng.shuffle(full)
        batches[: len(full)] = full
    return batches
