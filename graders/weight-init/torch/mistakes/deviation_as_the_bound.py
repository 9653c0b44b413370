"""Your uniform distribution ends at the standard deviation. On `[-a, a]` the deviation is `a / √3`, so the
weights are too small by `√3`: the bound is `√3` times the deviation.

zh: 你的均匀分布以标准差为边界。`[-a, a]` 上的标准差是 `a / √3`，因此权重小了 `√3` 倍：边界应是标准差的 `√3` 倍。

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
    bound = math.sqrt(variance)
    return weight.uniform_(-bound, bound, generator=generator)
