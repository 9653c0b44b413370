"""You make a generator or key of your own from a fixed seed: every epoch has the same order, and the
caller's seed means nothing.

zh: 你用固定的种子自己造了生成器或键：每一轮顺序都相同，调用者的种子毫无意义。

Caught by: the caller's randomness
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    rng = np.random.default_rng(0)
    order = rng.permutation(n) if shuffle else np.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
