"""You write the shuffled rows into the caller's own tensors. Whoever looks up an example by its index
afterwards finds another one. Shuffle indices.

zh: 你把打乱后的行写进了调用者自己的张量。之后按下标查找样本的人，找到的是另一个。应打乱下标。

Caught by: arguments stay as they were
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        permutation = torch.randperm(n, generator=generator)
        for array in arrays:
            array.copy_(array[permutation])
    order = torch.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
