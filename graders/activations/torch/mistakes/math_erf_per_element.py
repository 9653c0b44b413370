"""You take erf of Python numbers: .tolist() leaves the graph, so for autograd Phi is a constant and the
derivative of gelu lacks the term x phi(x). Use torch.erf.

zh: 你对 Python 数值求 erf：.tolist() 离开了计算图，对 autograd 来说 Phi 成了常数，gelu 的导数就缺少 x phi(x) 这一项。请使用 torch.erf。

Caught by: derivatives
"""

import math

import torch


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return torch.where(x > 0, x, 0.0)


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
    erf = [math.erf(value / math.sqrt(2)) for value in x.reshape(-1).tolist()]
    return x * 0.5 * (1 + x.new_tensor(erf).reshape(x.shape))


def gelu_tanh(x):
    """Return the approximation of GELU by a tanh."""
    return 0.5 * x * (1 + tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
