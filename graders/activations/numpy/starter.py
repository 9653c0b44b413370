"""Six activations and their derivatives, in NumPy.

Fill in the bodies; keep the names. Each takes an array of
numbers of any size and returns one like it.
"""

import math

import numpy as np


def relu(x):
    """Return max(x, 0)."""
    # TODO
    return np.zeros_like(x)


def relu_grad(x):
    """Return the derivative of relu; 0 at 0."""
    # TODO
    return np.zeros_like(x)


def sigmoid(x):
    """Return 1 / (1 + exp(-x))."""
    # TODO: exp(-x) overflows for x = -10000
    return np.zeros_like(x)


def sigmoid_grad(x):
    """Return the derivative of sigmoid at x."""
    # TODO
    return np.zeros_like(x)


def tanh(x):
    """Return (exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    # TODO: inf / inf is nan. Is it a sigmoid in disguise?
    return np.zeros_like(x)


def tanh_grad(x):
    """Return the derivative of tanh at x."""
    # TODO
    return np.zeros_like(x)


def silu(x):
    """Return x sigmoid(x)."""
    # TODO
    return np.zeros_like(x)


def silu_grad(x):
    """Return the derivative of silu at x."""
    # TODO
    return np.zeros_like(x)


def gelu(x):
    """Return x Phi(x), Phi = (1 + erf(x / sqrt(2))) / 2."""
    # TODO: math.erf takes one number; np.vectorize helps
    return np.zeros_like(x)


def gelu_grad(x):
    """Return the derivative of gelu at x."""
    # TODO: the derivative of Phi is the normal density
    return np.zeros_like(x)


def gelu_tanh(x):
    """Return x (1 + tanh(u)) / 2.

    u = sqrt(2 / pi) (x + 0.044715 x³)
    """
    # TODO
    return np.zeros_like(x)


def gelu_tanh_grad(x):
    """Return the derivative of gelu_tanh at x."""
    # TODO
    return np.zeros_like(x)
