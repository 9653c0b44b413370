"""float32 products of pieces that are short enough to be exact, added as integers."""

import torch

PIECE = 1024  # 1024 * 127**2 < 2**24


def scale_of(x):
    low, high = torch.aminmax(x)
    largest = torch.maximum(-low, high)
    return torch.where(largest == 0, torch.ones_like(largest), largest / 127)


def quantise(x, scale):
    steps = torch.round(x / scale)
    return torch.minimum(torch.maximum(steps, steps.new_tensor(-127)), steps.new_tensor(127)).char()


def accumulate(x_q, w_q):
    pieces = zip(x_q.split(PIECE, dim=-1), w_q.split(PIECE, dim=-1))
    return sum(torch.nn.functional.linear(x.float(), w.float()).int() for x, w in pieces)


def linear(x, x_scale, w_q, w_scale, bias):
    sums = accumulate(quantise(x, x_scale), w_q)
    return torch.addcmul(bias, sums.to(x.dtype), x_scale * w_scale)
