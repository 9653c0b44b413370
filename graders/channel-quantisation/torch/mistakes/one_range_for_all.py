"""You take one range for the whole matrix. A row of small weights then has only a few of the 256 points:
each row needs its own smallest and largest number.

zh: 你对整个矩阵取了一个范围。这样权重较小的行只用得上 256 个点中的几个：每一行应有自己的最小数和最大数。

Caught by: scales and zero points
"""

import torch


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = w.min().clamp(max=0).expand(len(w))  # the range contains 0
    high = w.max().clamp(min=0).expand(len(w))
    scale = (high - low) / 255
    scale = torch.where(scale > 0, scale, 1)  # a dead channel
    zero = (-low / scale).round()
    q = (w / scale[:, None]).round() + zero[:, None]
    return q.clamp(0, 255).to(torch.uint8), scale, zero.to(torch.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q.to(scale.dtype) - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.to(x.dtype).T - x.sum(dim=-1, keepdim=True) * zero
    return sums * scale + bias
