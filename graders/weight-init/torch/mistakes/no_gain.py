"""Your Kaiming variance is `1 / fan_in`. ReLU passes on only half of the power, and after ten layers the
signal has shrunk by 32. The variance is `2 / fan_in`.

zh: 你的 Kaiming 方差是 `1 / fan_in`。ReLU 只让一半的能量通过，十层之后信号缩小到 1/32。方差应为 `2 / fan_in`。

Caught by: Kaiming normal
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
    return normal_(weight, 1 / fan_in, generator)


def kaiming_uniform_(weight, generator):
    fan_in, _ = fans(weight.shape)
    return uniform_(weight, 1 / fan_in, generator)


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
