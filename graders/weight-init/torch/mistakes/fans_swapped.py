"""You have `fan_in` and `fan_out` the wrong way round. Look at the framework's order of axes: which of them
does the matrix product sum over?

zh: 你把 `fan_in` 和 `fan_out` 弄反了。请看框架中轴的顺序：矩阵乘法是沿哪个轴求和的？

Caught by: fans
"""

import math

import torch
from torch.nn import Linear  # the grader uses one


def fans(shape):
    """Return (fan_in, fan_out)."""
    n_in, n_out, *kernel = shape
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
    return weight.uniform_(-bound, bound, generator=generator)
