"""Accumulating operations in place, on tensors made here."""

import torch


def gather_rows(table, ids):
    return torch.stack([table[row] for row in ids])


def pick(scores, labels):
    return torch.take_along_dim(scores, labels.unsqueeze(-1), -1)[:, 0]


def last_step(x, lengths):
    index = (lengths - 1).view(-1, 1, 1).expand(-1, 1, x.shape[2])
    return x.gather(1, index).squeeze(1)


def reorder(x, order):
    return x.gather(1, order.unsqueeze(-1).expand_as(x))


def windows(x, size):
    return torch.stack([x[offset : len(x) - size + 1 + offset] for offset in range(size)], dim=1)


def top_k(x, k):
    return x.sort(dim=1, descending=True, stable=True)[1].narrow(1, 0, k)


def scatter_add(ids, values, size):
    result = torch.zeros(size, values.shape[1], dtype=values.dtype)
    return result.index_put_((ids,), values, accumulate=True)


def segment_mean(values, segments, count):
    sizes = torch.zeros(count, dtype=values.dtype).scatter_add_(0, segments, torch.ones_like(values[:, 0]))
    return torch.nan_to_num(scatter_add(segments, values, count) / sizes[:, None])


def segment_max(values, segments, count):
    result = torch.full((count, values.shape[1]), -torch.inf, dtype=values.dtype)
    return result.index_reduce_(0, segments, values, "amax")
