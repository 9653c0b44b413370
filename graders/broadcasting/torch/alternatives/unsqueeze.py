"""With unsqueeze, view and einsum in place of None."""

import torch


def outer_sum(a, b, c):
    return a.view(-1, 1, 1) + b.view(1, -1, 1) + c.view(1, 1, -1)


def pairwise_distances(x, y):
    return torch.linalg.vector_norm(x.unsqueeze(1) - y.unsqueeze(0), dim=2)


def centre(x):
    return x - x.mean(1).unsqueeze(1).expand_as(x)


def scale_examples(x, w):
    return torch.einsum("btd,b->btd", x, w)


def add_channel_bias(x, bias):
    return x + bias.view(1, -1, 1, 1)


def length_mask(lengths, size):
    positions = torch.arange(size).expand(len(lengths), size)
    return lengths.unsqueeze(1) > positions


def band(n, m, width):
    ones = torch.ones(n, m, dtype=torch.bool)
    return ones.tril(width) & ones.triu(-width)


def one_hot(labels, classes):
    result = torch.zeros(*labels.shape, classes + 1)  # one class more, for -1
    result.scatter_(-1, labels.remainder(classes + 1).unsqueeze(-1), 1.0)
    return result[..., :classes]


def masked_mean(x, mask):
    total = x.masked_fill(~mask.unsqueeze(-1), 0).sum(1)
    return total / mask.sum(1, keepdim=True).clamp(min=1)
