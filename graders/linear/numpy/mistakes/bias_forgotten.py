"""The bias is drawn and never added. Without it y is 0 wherever x is 0: `x @ weight.T + bias`.

zh: 偏置抽取了却没有加上。没有它，凡是 x 为 0 的地方 y 都是 0：应为 `x @ weight.T + bias`。

Caught by: values
"""

import numpy as np


def init(rng, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    bound = 1 / np.sqrt(in_features)
    weight = rng.uniform(-bound, bound, (out_features, in_features))
    bias = rng.uniform(-bound, bound, out_features)
    return weight, bias


def linear(x, weight, bias):
    """Return y: (..., out)."""
    return x @ weight.T


def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    outs, ins = weight.shape
    d, z = dy.reshape(-1, outs), x.reshape(-1, ins)  # (rows, out), (rows, in)
    return dy @ weight, d.T @ z, d.sum(axis=0)
