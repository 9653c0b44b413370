"""Your uniform distribution runs from 0 to the bound, so all weights are positive and the outputs drift. It
lies evenly around 0.

zh: 你的均匀分布是从 0 到边界，于是权重全为正，输出会漂移。它应以 0 为中心。

Caught by: Kaiming uniform
"""

import math

import torch
from torch.nn import Linear  # the grader uses one


def fans(shape):
    """Return (fan_in, fan_out)."""
    n_out, n_in, *kernel = shape
    size = math.prod(kernel)  # 1 for a dense weight
    return n_in * size, n_out * size


def kaiming_normal_(weight, generator):
    fan_in, _ = fans(weight.shape)
    return normal_(weight, 2 / fan_in, generator)


def kaiming_uniform_(weight, generator):
    fan_in, _ = fans(weight.shape)
    return uniform_(weight, 2 / fan_in, generator)


def xavier_normal_(weight, generator):
    variance = 2 / sum(fans(weight.shape))
    return normal_(weight, variance, generator)


def xavier_uniform_(weight, generator):
    variance = 2 / sum(fans(weight.shape))
    return uniform_(weight, variance, generator)


@torch.no_grad()
def normal_(weight, variance, generator):
    std = math.sqrt(variance)
    return weight.normal_(0.0, std, generator=generator)


@torch.no_grad()
def uniform_(weight, variance, generator):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return weight.uniform_(0.0, bound, generator=generator)
