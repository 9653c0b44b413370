"""dweight is divided by the number of rows. The rows' shares add up; whether anything is averaged is the
loss's business and already in dy.

zh: dweight 除以了行数。各行的贡献应相加；是否取平均由损失决定，已经包含在 dy 里。

Caught by: gradient
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
    return x @ weight.T + bias


def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    outs, ins = weight.shape
    d, z = dy.reshape(-1, outs), x.reshape(-1, ins)  # (rows, out), (rows, in)
    return dy @ weight, d.T @ z / len(z), d.sum(axis=0)
