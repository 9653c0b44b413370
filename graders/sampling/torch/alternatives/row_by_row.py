"""Each row on its own; the inverse of the distribution function draws."""

import torch


def greedy(logits):
    return torch.stack([row.argmax() for row in logits])


def filter_row(row, temperature, top_k, top_p):
    scaled = row / temperature
    values, ranking = torch.sort(scaled, descending=True, stable=True)
    if top_k:
        values, ranking = values[:top_k], ranking[:top_k]
    if top_p < 1:
        sums = torch.softmax(values, dim=0).cumsum(dim=0)
        ranking = ranking[: int((sums < top_p).sum()) + 1]
    result = torch.full_like(row, -torch.inf)
    result[ranking] = scaled[ranking]
    return result


def filter_logits(logits, temperature, top_k, top_p):
    return torch.stack([filter_row(row, temperature, top_k, top_p) for row in logits])


def sample(logits, generator, temperature, top_k, top_p):
    edges = filter_logits(logits, temperature, top_k, top_p).softmax(dim=1).cumsum(dim=1)
    u = torch.rand(len(edges), 1, generator=generator) * edges[:, -1:]
    return torch.searchsorted(edges, u, right=True).squeeze(1)
