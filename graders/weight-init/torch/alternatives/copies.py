"""Standard draws, scaled and copied into the weight; fans from one filter's size."""

import torch
from torch.nn import Linear


def fans(shape):
    example = torch.empty(tuple(shape), device="meta")
    return example[0].numel(), example[:, 0].numel()


@torch.no_grad()
def fill(weight, scale, generator, uniform=False):
    if uniform:
        draw = 2 * torch.rand(weight.shape, generator=generator, dtype=weight.dtype) - 1
    else:
        draw = torch.randn(weight.shape, generator=generator, dtype=weight.dtype)
    return weight.copy_(scale * draw)


def kaiming_normal_(weight, generator):
    return fill(weight, (2 / fans(weight.shape)[0]) ** 0.5, generator)


def kaiming_uniform_(weight, generator):
    return fill(weight, (6 / fans(weight.shape)[0]) ** 0.5, generator, uniform=True)


def xavier_normal_(weight, generator):
    return fill(weight, (2 / sum(fans(weight.shape))) ** 0.5, generator)


def xavier_uniform_(weight, generator):
    return fill(weight, (6 / sum(fans(weight.shape))) ** 0.5, generator, uniform=True)
