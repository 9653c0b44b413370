"""dbias is summed over the first axis alone. With two axes that is all of them; with a sequence in each
example the others are left over. Sum over every axis but the last.

zh: dbias 只沿第一个轴求和。两个轴时这就是全部；若每个样本是一个序列，其他轴就剩下了。应对除最后一个轴之外的所有轴求和。

Caught by: other ranks
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
    return dy @ weight, d.T @ z, dy.sum(axis=0)
