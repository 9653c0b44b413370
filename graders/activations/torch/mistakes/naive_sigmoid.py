"""The value survives far below 0, since 1 / inf is 0, but autograd multiplies that 0 with the inf that
exp(-x) was: nan. Let exp see only numbers below 0.

zh: 远小于 0 时值没有出问题，因为 1 / inf 是 0；但 autograd 会把这个 0 与 exp(-x) 得到的 inf 相乘：nan。应只让 exp 接触负数。

Caught by: far from zero
"""

import math

import torch


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return torch.where(x > 0, x, 0.0)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    return 1 / (1 + torch.exp(-x))


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
