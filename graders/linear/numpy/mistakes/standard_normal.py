"""The weight is drawn from a normal distribution. The task asks for uniform values within the bound; a
normal one has no bound, and here three times the variance.

zh: 权重是从正态分布抽取的。题目要求在界内均匀分布；正态分布没有界，而且这里方差是三倍。

Caught by: initial values
"""

import numpy as np


def init(rng, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    bound = 1 / np.sqrt(in_features)
    weight = rng.normal(0, bound, (out_features, in_features))
    bias = rng.uniform(-bound, bound, out_features)
    return weight, bias


def linear(x, weight, bias):
    """Return y: (..., out)."""
    return x @ weight.T + bias


def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    outs, ins = weight.shape
    d, z = dy.reshape(-1, outs), x.reshape(-1, ins)  # (rows, out), (rows, in)
    return dy @ weight, d.T @ z, d.sum(axis=0)
