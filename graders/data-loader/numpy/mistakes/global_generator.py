"""You shuffle with the global generator. The caller's seed has no effect, and who else uses the global one
gets other numbers.

zh: 你用全局生成器来打乱。调用者的种子不起作用，而其他使用全局生成器的人得到的数也变了。

Caught by: the caller's randomness
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = np.random.permutation(n) if shuffle else np.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
