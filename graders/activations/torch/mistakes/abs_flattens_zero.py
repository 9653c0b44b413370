"""exp(-|x|) keeps the values safe, but the derivative of abs at 0 is 0, so at x = 0 your sigmoid looks flat
to autograd: 0 instead of 1/4. Write -|x| as where(x >= 0, -x, x).

zh: exp(-|x|) 让数值保持安全，但 abs 在 0 处的导数是 0，于是在 x = 0 处，autograd 认为你的 sigmoid 是平的：得到 0 而不是 1/4。请把 -|x| 写成 where(x >= 0, -x, x)。

Caught by: at zero
"""

import math

import torch


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return torch.where(x > 0, x, 0.0)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    e = torch.exp(-torch.abs(x))
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
