"""Your swaps leave out the element's own place: `j < i` instead of `j <= i`. No example ever stays where it
was, so the first is never first. That is a random cycle, not a random permutation.

zh: 你的交换漏掉了元素自己的位置：用了 `j < i` 而不是 `j <= i`。没有样本会留在原处，第一个永远不在第一位。这是随机的环，而不是随机的排列。

Caught by: all examples alike
"""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    """Return the batches of one epoch, tuples of pieces."""
    n = len(arrays[0])
    if shuffle:
        order = torch.arange(n)
        for i in range(n - 1, 0, -1):
            j = int(torch.randint(i, (1,), generator=generator))
            order[[i, j]] = order[[j, i]]
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
