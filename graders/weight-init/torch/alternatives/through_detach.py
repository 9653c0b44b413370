"""In place through a detached view; the scale multiplied in afterwards."""

import math

import torch
from torch.nn import Linear


def fans(shape):
    size = math.prod(shape[2:])
    return shape[1] * size, shape[0] * size


def kaiming_normal_(weight, generator):
    weight.detach().normal_(generator=generator).mul_(math.sqrt(2 / fans(weight.shape)[0]))
    return weight


def kaiming_uniform_(weight, generator):
    weight.detach().uniform_(-1, 1, generator=generator).mul_(math.sqrt(6 / fans(weight.shape)[0]))
    return weight


def xavier_normal_(weight, generator):
    fan_in, fan_out = fans(weight.shape)
    weight.detach().normal_(generator=generator).mul_(math.sqrt(2 / (fan_in + fan_out)))
    return weight


def xavier_uniform_(weight, generator):
    fan_in, fan_out = fans(weight.shape)
    weight.detach().uniform_(-1, 1, generator=generator).mul_(math.sqrt(6 / (fan_in + fan_out)))
    return weight
