"""The two halves of the sigmoid each computed where they are safe; derivatives simplified on paper."""

import numpy as np
from math import erf, pi, sqrt


def sigmoid(x):
    out = np.empty_like(x)
    above = x >= 0
    out[above] = 1 / (1 + np.exp(-x[above]))
    e = np.exp(x[~above])
    out[~above] = e / (1 + e)
    return out


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def relu(x):
    return x * (x > 0)


def relu_grad(x):
    return np.heaviside(x, np.zeros_like(x))


def tanh(x):
    t = np.expm1(-2 * np.abs(x))  # in (-1, 0]
    return np.sign(x) * -t / (2 + t)


def tanh_grad(x):
    return 4 * sigmoid_grad(2 * x)


def silu(x):
    return x * sigmoid(x)


def silu_grad(x):
    s = sigmoid(x)
    return s * (1 + x * (1 - s))


def phi_cumulative(x):
    return np.array([0.5 + 0.5 * erf(v / sqrt(2)) for v in x.ravel()], dtype=x.dtype).reshape(x.shape)


def gelu(x):
    return x * phi_cumulative(x)


def gelu_grad(x):
    return phi_cumulative(x) + x * np.exp(-0.5 * x**2) / sqrt(2 * pi)


# ½ (1 + tanh(u)) is sigmoid(2u), so the tanh form is a SiLU with another argument.
A, B = 2 * sqrt(2 / pi), 2 * sqrt(2 / pi) * 0.044715


def gelu_tanh(x):
    return x * sigmoid(A * x + B * x**3)


def gelu_tanh_grad(x):
    inner = A * x + B * x**3
    return sigmoid(inner) + x * sigmoid_grad(inner) * (A + 3 * B * x**2)
