"""`x @ weight` multiplies (rows, in) with (out, in): the inner sizes differ, and NumPy raises. The layout
is that of PyTorch, one row for each output: transpose it in the product.

zh: `x @ weight` 是 (rows, in) 乘 (out, in)：内层大小不同，NumPy 会抛出异常。布局与 PyTorch 相同，每个输出一行：乘的时候要转置。

Caught by: contract
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
    return x @ weight + bias


def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    outs, ins = weight.shape
    d, z = dy.reshape(-1, outs), x.reshape(-1, ins)  # (rows, out), (rows, in)
    return dy @ weight, d.T @ z, d.sum(axis=0)
