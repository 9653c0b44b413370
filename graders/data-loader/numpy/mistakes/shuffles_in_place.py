"""`rng.shuffle(array)` reorders the caller's own arrays. Whoever looks up an example by its index
afterwards finds another one. Shuffle indices.

zh: `rng.shuffle(array)` 重排了调用者自己的数组。之后按下标查找样本的人，找到的是另一个。应打乱下标。

Caught by: arguments stay as they were
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = np.arange(n)
    if shuffle:
        permutation = rng.permutation(n)
        for array in arrays:
            array[:] = array[permutation]
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
