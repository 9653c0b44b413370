"""All products as int32, then their sums: no matrix product, so it runs in integers on every device."""

import torch


def scale_of(x):
    largest = torch.linalg.vector_norm(x, ord=float("inf"))
    return torch.ones_like(largest) if largest == 0 else largest / 127


def quantise(x, scale):
    return torch.clamp(torch.round(torch.div(x, scale)), min=-127, max=127).type(torch.int8)


def accumulate(x_q, w_q):
    products = x_q.int().unsqueeze(-2) * w_q.int()  # (..., d_out, d_in)
    return products.sum(dim=-1, dtype=torch.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    sums = accumulate(quantise(x, x_scale), w_q)
    return bias + x_scale * w_scale * sums
