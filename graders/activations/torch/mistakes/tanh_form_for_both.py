"""Both of your GELUs are the tanh form. It is an approximation, off by up to 5e-4: close enough to look
right, and wrong in float64. gelu is x Phi(x), with the error function.

zh: 你的两个 GELU 都是 tanh 形式。它是近似，误差可达 5e-4：看起来是对的，在 float64 下却是错的。gelu 是 x Phi(x)，要用误差函数。

Caught by: values
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
    return gelu_tanh(x)


def gelu_tanh(x):
    """Return the approximation of GELU by a tanh."""
    return 0.5 * x * (1 + tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
