"""You shuffle with the global generator. The caller's seed has no effect, and who else uses the global one
gets other numbers.

zh: 你用全局生成器来打乱。调用者的种子不起作用，而其他使用全局生成器的人得到的数也变了。

Caught by: the caller's randomness
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.randperm(n)
    else:
        order = torch.arange(n)
    if drop_last:
        order = order[: n - n % batch_size]
    if len(order) == 0:
        return []  # split would make one empty batch
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
