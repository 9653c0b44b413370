"""You compute tanh from exp(x) and exp(-x). Far from 0 one of them overflows, and inf / inf is nan. Divide
both by the larger one, or use 2 sigmoid(2x) - 1 with a stable sigmoid.

zh: 你用 exp(x) 与 exp(-x) 计算 tanh。远离 0 时其中一个上溢，inf / inf 得 nan。请把分子和分母同除以较大者，或用稳定的 sigmoid 计算 2 sigmoid(2x) - 1。

Caught by: far from zero
"""

import math

import numpy as np

ROOT = math.sqrt(2 / math.pi)  # Python floats: an np.float64 would turn float32 into float64


def erf(x):
    """Return the error function, element by element, in the dtype of x."""
    return np.vectorize(math.erf, otypes=[x.dtype])(x)


def relu(x):
    """Return max(x, 0)."""
    return np.maximum(x, 0)


def relu_grad(x):
    """Return 1 above 0, else 0."""
    return (x > 0).astype(x.dtype)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


def sigmoid_grad(x):
    """Return s (1 - s)."""
    s = sigmoid(x)
    return s * (1 - s)


def tanh(x):
    """Return the hyperbolic tangent: a sigmoid, stretched."""
    up, down = np.exp(x), np.exp(-x)
    return (up - down) / (up + down)


def tanh_grad(x):
    """Return 1 - tanh²."""
    return 1 - tanh(x) ** 2


def silu(x):
    """Return x sigmoid(x)."""
    return x * sigmoid(x)


def silu_grad(x):
    """Return s + x s', the product rule."""
    return sigmoid(x) + x * sigmoid_grad(x)


def gelu(x):
    """Return x Phi(x), with the cumulative distribution Phi of a standard normal."""
    return x * 0.5 * (1 + erf(x / math.sqrt(2)))


def gelu_grad(x):
    """Return Phi + x phi, with the density phi."""
    density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    return 0.5 * (1 + erf(x / math.sqrt(2))) + x * density


def gelu_tanh(x):
    """Return the approximation of GELU by a tanh."""
    return 0.5 * x * (1 + tanh(ROOT * (x + 0.044715 * x**3)))


def gelu_tanh_grad(x):
    """Return the derivative of ½ x (1 + tanh(u)), with u' = root (1 + 3 · 0.044715 x²)."""
    u = ROOT * (x + 0.044715 * x**3)
    du = ROOT * (1 + 3 * 0.044715 * x**2)
    return 0.5 * (1 + tanh(u)) + 0.5 * x * tanh_grad(u) * du
