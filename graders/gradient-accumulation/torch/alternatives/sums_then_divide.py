"""Backward passes of sums; the gradients are divided at the end, when the count is known."""

import torch
from torch.nn import Linear


def accumulate(model, chunks):
    for p in model.parameters():
        p.grad = torch.zeros_like(p)
    total, count = 0.0, 0
    for x, y, mask in chunks:
        squares = (model(x)[:, 0] - y).square()
        chunk_sum = torch.where(mask, squares, 0.0).sum()
        chunk_sum.backward()
        total, count = total + chunk_sum.item(), count + int(mask.sum())
    count = max(count, 1)
    for p in model.parameters():
        p.grad /= count
    return total / count
