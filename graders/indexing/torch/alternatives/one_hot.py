"""A matrix of who belongs where turns sums into products."""

import torch


def gather_rows(table, ids):
    return torch.index_select(table, 0, ids.flatten()).view(*ids.shape, -1)


def pick(scores, labels):
    return scores[torch.arange(len(labels)), labels]


def last_step(x, lengths):
    is_last = torch.arange(x.shape[1]) == lengths[:, None] - 1  # (b, t)
    return x[is_last]


def reorder(x, order):
    return x[torch.arange(len(x))[:, None], order]


def windows(x, size):
    starts = torch.arange(len(x) - size + 1)
    return x[starts[:, None] + torch.arange(size)]


def top_k(x, k):
    return torch.argsort(-x, dim=1, stable=True)[:, :k]


def member(ids, size):
    return ids == torch.arange(size)[:, None]  # (size, n)


def scatter_add(ids, values, size):
    return member(ids, size).to(values.dtype) @ values


def segment_mean(values, segments, count):
    belongs = member(segments, count).to(values.dtype)
    return belongs @ values / belongs.sum(1, keepdim=True).clamp(min=1)


def segment_max(values, segments, count):
    belongs = member(segments, count)[..., None]  # (count, n, 1)
    return values.masked_fill(~belongs, -torch.inf).amax(1)
