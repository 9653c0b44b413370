"""You draw the indices of each batch anew. Within an epoch some examples then come twice and others not at
all. Draw one permutation and cut it.

zh: 你为每一批重新抽取下标。于是一轮之内有些样本出现两次，有些一次也没有。应抽取一个排列，再切开。

Caught by: a permutation
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.randperm(n, generator=generator)
    else:
        order = torch.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    batches = []
    for rows in order.split(batch_size):
        if shuffle:
            rows = torch.randint(
                n, rows.shape, generator=generator
            )
        batches.append(tuple(array[rows] for array in arrays))
    return batches
