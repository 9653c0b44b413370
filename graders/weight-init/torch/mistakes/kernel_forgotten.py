"""Your fans leave out the kernel. A 3 by 3 convolution sums nine times as many inputs, and its weights
would come out three times too large.

zh: 你的 fan 没有算上卷积核。3×3 的卷积累加的输入是九倍之多，权重就会大出三倍。

Caught by: fans
"""

import math

import torch
from torch.nn import Linear  # the grader uses one


def fans(shape):
    """Return (fan_in, fan_out)."""
    n_out, n_in, *kernel = shape
    size = 1
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
