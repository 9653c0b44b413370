"""clamp_ with its underscore writes into the caller's tensor, whose values below 0 are lost; on a leaf that
requires a gradient it raises. Make a new tensor.

zh: 带下划线的 clamp_ 会改写调用者的张量，其中小于 0 的值就丢失了；若叶子张量需要梯度，它还会抛出异常。应当生成新的张量。

Caught by: arguments stay as they were
"""

import math

import torch


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    result = torch.where(x > 0, x, 0.0)
    x.detach().clamp_(min=0)
    return result


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    e = torch.where(x >= 0, -x, x).exp()  # exp(-|x|); abs itself would have the derivative 0 at 0
    return torch.where(x >= 0, 1 / (1 + e), e / (1 + e))


def tanh(x):
    """Return the hyperbolic tangent: a sigmoid, stretched."""
    return 2 * sigmoid(2 * x) - 1


def silu(x):
    """Return x sigmoid(x)."""
    return x * sigmoid(x)


def gelu(x):
    """Return x Phi(x), with the cumulative distribution Phi of a standard normal."""
    return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def gelu_tanh(x):
    """Return the approximation of GELU by a tanh."""
    return 0.5 * x * (1 + tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
