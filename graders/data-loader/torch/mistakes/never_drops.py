"""You do not look at `drop_last`: the last batch comes even if it is not full.

zh: 你没有理会 `drop_last`：最后一批没满也照样出现。

Caught by: drop_last
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.randperm(n, generator=generator)
    else:
        order = torch.arange(n)
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
