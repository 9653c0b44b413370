"""You shuffle each array with an order of its own, so inputs meet the targets of others. One order for all
of them.

zh: 你给每个数组各用一个顺序来打乱，于是输入配上了别人的目标。所有数组要用同一个顺序。

Caught by: a permutation
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        arrays = tuple(
            a[torch.randperm(n, generator=generator)]
            for a in arrays
        )
    order = torch.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
