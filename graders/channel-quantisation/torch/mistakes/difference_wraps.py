"""You subtract uint8 from uint8. Below the zero point the difference is negative, and wraps around to
something near 256: convert to floats, or to wider integers, first.

zh: 你用 uint8 减 uint8。在零点以下差为负数，会回绕到 256 附近：应先转换为浮点数或更宽的整数。

Caught by: dequantised weights
"""

import torch


def quantise(w):
    """Return q, (d_out, d_in) uint8, scale, (d_out,), and zero, (d_out,) uint8."""
    low = w.amin(dim=1).clamp(max=0)  # the range contains 0
    high = w.amax(dim=1).clamp(min=0)
    scale = (high - low) / 255
    scale = torch.where(scale > 0, scale, 1)  # a dead channel
    zero = (-low / scale).round()
    q = (w / scale[:, None]).round() + zero[:, None]
    return q.clamp(0, 255).to(torch.uint8), scale, zero.to(torch.uint8)


def dequantise(q, scale, zero):
    """Return the weights, (d_out, d_in); as uint8 q - zero would wrap around."""
    return scale[:, None] * (q - zero[:, None])


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias, (..., d_out): scale and zero point are applied to the outputs, not to the weights."""
    sums = x @ q.to(x.dtype).T - x.sum(dim=-1, keepdim=True) * zero
    return sums * scale + bias
