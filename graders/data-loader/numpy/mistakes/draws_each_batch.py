"""You draw the indices of each batch anew. Within an epoch some examples then come twice and others not at
all. Draw one permutation and cut it.

zh: 你为每一批重新抽取下标。于是一轮之内有些样本出现两次，有些一次也没有。应抽取一个排列，再切开。

Caught by: a permutation
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = rng.permutation(n) if shuffle else np.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        if shuffle:
            rows = rng.choice(n, len(rows), replace=False)
        batches.append(tuple(array[rows] for array in arrays))
    return batches
