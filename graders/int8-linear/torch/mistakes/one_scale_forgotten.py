"""You undo the scale of the activations and forget that of the weights. Both tensors were divided by
theirs, so the product needs both back.

zh: 你还原了激活值的缩放系数，却忘了权重的。两个张量都除以过各自的系数，所以乘积要把两个都乘回来。

Caught by: the layer
"""

import torch


def scale_of(x):
    """Return the width of a step, (): the largest absolute value is 127 steps."""
    largest = x.abs().max()
    return torch.where(largest > 0, largest / 127, 1.0)


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return (x / scale).round().clamp(-127, 127).to(torch.int8)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return (x_q.double() @ w_q.double().T).to(torch.int32)  # integers up to 2**53 are exact, on every device


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.to(x.dtype) * x_scale + bias
