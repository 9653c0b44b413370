"""You seed a generator with the caller's seed at each call. The first epoch is right, and every later one
has the same order. Draw from the generator itself: it moves on.

zh: 每次调用，你都用调用者的种子新建一个生成器。第一轮是对的，之后每一轮都是同样的顺序。应从生成器本身抽取：它会前进。

Caught by: the next epoch
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.randperm(
            n,
            generator=torch.Generator().manual_seed(
                generator.initial_seed()
            ),
        )
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
