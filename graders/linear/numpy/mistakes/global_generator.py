"""The values come from NumPy's global generator and not from `rng`: the same seed gives other values each
time, and nothing can be replayed. Draw from what you are given.

zh: 数值来自 NumPy 的全局生成器，而不是 `rng`：同一个种子每次得到不同的值，什么都无法重放。请从传入的生成器中抽取。

Caught by: initial values
"""

import numpy as np


def init(rng, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    bound = 1 / np.sqrt(in_features)
    weight = np.random.uniform(-bound, bound, (out_features, in_features))
    bias = np.random.uniform(-bound, bound, out_features)
    return weight, bias


def linear(x, weight, bias):
    """Return y: (..., out)."""
    return x @ weight.T + bias


def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    outs, ins = weight.shape
    d, z = dy.reshape(-1, outs), x.reshape(-1, ins)  # (rows, out), (rows, in)
    return dy @ weight, d.T @ z, d.sum(axis=0)
