"""The exponent counts pairs as i / d, from 0 to 1/2: the frequencies fall half as fast as they should. It
is 2i / d: step through the columns by two.

zh: 指数按 i / d 计算，只从 0 到 1/2：频率下降的速度只有应有的一半。应为 2i / d：每次跨两列。

Caught by: values
"""

import torch


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-torch.arange(d // 2, dtype=x.dtype, device=x.device) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = torch.cos(angles), torch.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).reshape(x.shape)
