"""You drop the last batch even if it is full. Where the batch size divides the number of examples, nothing
is left over.

zh: 最后一批是满的，你也丢掉了它。批量大小能整除样本数时，什么也不该丢。

Caught by: drop_last
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = rng.permutation(n) if shuffle else np.arange(n)
    if drop_last:
        order = order[: (n - 1) // batch_size * batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
