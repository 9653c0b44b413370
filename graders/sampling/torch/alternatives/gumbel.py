"""Ranks instead of a scatter, and the argmax of logits plus Gumbel noise."""

import torch


def greedy(logits):
    return logits.max(dim=1).indices


def filter_logits(logits, temperature, top_k, top_p):
    scaled = logits / temperature
    order = torch.argsort(scaled, dim=1, descending=True, stable=True)
    ranks = order.argsort(dim=1)
    if top_k:
        scaled = scaled.masked_fill(ranks >= top_k, float("-inf"))
    if top_p < 1:
        p = torch.softmax(scaled, dim=1).gather(1, order)
        above = torch.cat([torch.zeros_like(p[:, :1]), p.cumsum(dim=1)[:, :-1]], dim=1)
        scaled = scaled.masked_fill(above.gather(1, ranks) >= top_p, float("-inf"))
    return scaled


def sample(logits, generator, temperature, top_k, top_p):
    filtered = filter_logits(logits, temperature, top_k, top_p)
    noise = torch.empty_like(filtered).exponential_(generator=generator)
    return (filtered.softmax(dim=1) / noise).argmax(dim=1)
