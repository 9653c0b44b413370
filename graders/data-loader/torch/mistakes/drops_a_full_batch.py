"""You drop the last batch even if it is full. Where the batch size divides the number of examples, nothing
is left over.

zh: 最后一批是满的，你也丢掉了它。批量大小能整除样本数时，什么也不该丢。

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
    if drop_last:
        order = order[: (n - 1) // batch_size * batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
