"""Six activations, in PyTorch.

Fill in the bodies; keep the names. Each takes a tensor of any
shape and size of numbers, and autograd must be able to go
through it.
"""

import torch


def relu(x):
    """Return max(x, 0); its derivative at 0 is 0."""
    # TODO
    return torch.zeros_like(x)


def sigmoid(x):
    """Return 1 / (1 + exp(-x))."""
    # TODO: exp(-x) overflows for x = -10000. What becomes of
    # the derivative then?
    return torch.zeros_like(x)


def tanh(x):
    """Return (exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    # TODO: inf / inf is nan. Is it a sigmoid in disguise?
    return torch.zeros_like(x)


def silu(x):
    """Return x sigmoid(x)."""
    # TODO
    return torch.zeros_like(x)


def gelu(x):
    """Return x Phi(x), Phi = (1 + erf(x / sqrt(2))) / 2."""
    # TODO: torch.erf is allowed
    return torch.zeros_like(x)


def gelu_tanh(x):
    """Return x (1 + tanh(u)) / 2.

    u = sqrt(2 / pi) (x + 0.044715 x³)
    """
    # TODO
    return torch.zeros_like(x)
