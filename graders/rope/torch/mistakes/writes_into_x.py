"""The rotated columns are written into the caller's x. The unrotated queries may still be needed, and
rotating twice is wrong. Write into a new array.

zh: 旋转后的列写进了调用者的 x。未旋转的查询可能还有用，旋转两次更是错误。请写进新数组。

Caught by: arguments stay as they were
"""

import torch


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-torch.arange(0, d, 2, dtype=x.dtype, device=x.device) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = torch.cos(angles), torch.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    x[..., 0::2], x[..., 1::2] = a * cos - b * sin, a * sin + b * cos
    return x
