"""dweight comes out as (in, out): a gradient has the shape of what it belongs to, (out, in). Exchange the
factors, dyᵀ · x. With as many inputs as outputs the shape would not tell you.

zh: dweight 的形状成了 (in, out)：梯度的形状应与其所属的量相同，即 (out, in)。交换两个因子：dyᵀ · x。若输入与输出个数相同，从形状上就看不出来。

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
    return dy @ weight, z.T @ d, d.sum(axis=0)
