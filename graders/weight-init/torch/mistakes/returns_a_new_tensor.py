"""You return a new tensor and leave the weight as it was: the model keeps its old parameters. The trailing
underscore promises to fill the tensor itself.

zh: 你返回了一个新张量，权重本身没有变：模型仍保留旧参数。名字末尾的下划线意味着填充张量本身。

Caught by: in place
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
    return torch.empty_like(weight).normal_(0.0, std, generator=generator)


@torch.no_grad()
def uniform_(weight, variance, generator):
    bound = math.sqrt(3 * variance)  # variance = bound² / 3
    return torch.empty_like(weight).uniform_(-bound, bound, generator=generator)
