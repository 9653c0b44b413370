"""You leave out the last batch whenever it is not full, asked for or not. Without `drop_last` it is just
shorter.

zh: 只要最后一批没满，不管有没有要求，你都丢掉它。没有 `drop_last` 时它只是短一些。

Caught by: in order
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.randperm(n, generator=generator)
    else:
        order = torch.arange(n)
    if len(order) % batch_size:
        order = order[: n - n % batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
