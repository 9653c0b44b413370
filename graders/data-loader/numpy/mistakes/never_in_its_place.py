"""Your swaps leave out the element's own place: `j < i` instead of `j <= i`. No example ever stays where it
was, so the first is never first. That is a random cycle, not a random permutation.

zh: 你的交换漏掉了元素自己的位置：用了 `j < i` 而不是 `j <= i`。没有样本会留在原处，第一个永远不在第一位。这是随机的环，而不是随机的排列。

Caught by: all examples alike
"""

import numpy as np


def epoch(arrays, batch_size, rng, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    order = np.arange(n)
    if shuffle:
        for i in range(n - 1, 0, -1):
            j = rng.integers(i)
            order[[i, j]] = order[[j, i]]
    if drop_last:
        order = order[: n - n % batch_size]
    batches = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batches.append(tuple(array[rows] for array in arrays))
    return batches
