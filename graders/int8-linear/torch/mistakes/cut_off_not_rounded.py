"""A conversion to int8 cuts the fraction off: 2.9 becomes 2, and every value moves towards 0, by half a
step on average. Round first.

zh: 转换为 int8 会舍去小数部分：2.9 变成 2，每个值都朝 0 移动，平均半步。应先取整。

Caught by: rounding
"""

import torch


def scale_of(x):
    """Return the width of a step, (): the largest absolute value is 127 steps."""
    largest = x.abs().max()
    return torch.where(largest > 0, largest / 127, 1.0)


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return (x / scale).clamp(-127, 127).to(torch.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return (x_q.double() @ w_q.double().T).to(torch.int32)  # integers up to 2**53 are exact, on every device


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.to(x.dtype) * (x_scale * w_scale) + bias
