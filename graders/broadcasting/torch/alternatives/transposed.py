"""Axes moved to the end, where broadcasting finds them by itself."""

import torch


def outer_sum(a, b, c):
    grids = torch.meshgrid(a, b, c, indexing="ij")
    return sum(grids)


def pairwise_distances(x, y):
    left = x.repeat_interleave(len(y), dim=0)
    right = y.repeat(len(x), 1)
    return torch.linalg.norm(left - right, dim=1).reshape(len(x), len(y))


def centre(x):
    steps_last = x.transpose(1, 2)
    return (steps_last - steps_last.mean(-1, keepdim=True)).transpose(1, 2)


def scale_examples(x, w):
    return (x.permute(1, 2, 0) * w).permute(2, 0, 1)


def add_channel_bias(x, bias):
    return (x.movedim(1, -1) + bias).movedim(-1, 1)


def length_mask(lengths, size):
    return (torch.arange(size)[:, None] < lengths).T


def band(n, m, width):
    apart = torch.arange(n).reshape(n, 1) - torch.arange(m).reshape(1, m)
    return torch.logical_and(apart <= width, apart >= -width)


def one_hot(labels, classes):
    return torch.eq(labels.unsqueeze(-1), torch.arange(classes)).to(torch.get_default_dtype())


def masked_mean(x, mask):
    kept = torch.nan_to_num(x, nan=0.0, posinf=0.0, neginf=0.0).movedim(2, 0)  # (d, b, t)
    kept = torch.where(mask, kept, torch.zeros_like(kept))
    return (kept.sum(2) / mask.sum(1).clamp(min=1)).T
