"""clamp lets the gradient through at its bound, so the derivative of your ReLU at 0 is 1. Either choice is
a subgradient, but the statement and both frameworks say 0: choose with where(x > 0, x, 0).

zh: clamp 在边界上会让梯度通过，所以你的 ReLU 在 0 处的导数是 1。两种选择都是次梯度，但题目和两个框架都规定为 0：请用 where(x > 0, x, 0) 来选择。

Caught by: at zero
"""

import math

import torch


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return x.clamp(min=0)


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
