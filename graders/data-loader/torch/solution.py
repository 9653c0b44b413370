"""A data loader: a permutation of indices, cut up."""

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
    return [
        tuple(array[rows] for array in arrays)
        for rows in order.split(batch_size)
    ]
