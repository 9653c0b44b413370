"""Indices in a Python list, sliced; index_select takes the rows."""

import torch


def epoch(arrays, batch_size, generator, shuffle, drop_last):
    n = arrays[0].shape[0]
    order = torch.randperm(n, generator=generator).tolist() if shuffle else list(range(n))
    pieces = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    if drop_last and pieces and len(pieces[-1]) < batch_size:
        pieces.pop()
    return [tuple(a.index_select(0, torch.tensor(p)) for a in arrays) for p in pieces]
