"""The order is that of random numbers; the tensors are put in order once and narrowed."""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    n = len(arrays[0])
    if shuffle:
        order = torch.rand(n, generator=generator, dtype=torch.float64).argsort()
        arrays = tuple(a[order] for a in arrays)
    batches, start = [], 0
    while start < n:
        size = min(batch_size, n - start)
        if size == batch_size or not drop_last:
            batches.append(tuple(a.narrow(0, start, size) for a in arrays))
        start += size
    return batches
