"""A sign is wrong: a cos + b sin with a sin + b cos is no rotation, so lengths change and the angles of
query and key no longer subtract. One of the two sine terms is negative: a cos - b sin.

zh: 符号错了：a cos + b sin 与 a sin + b cos 不是旋转，长度会改变，查询与键的角度也不再相减。两个正弦项中有一个为负：a cos - b sin。

Caught by: scores depend on the distance
"""

import torch


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-torch.arange(0, d, 2, dtype=x.dtype, device=x.device) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = torch.cos(angles), torch.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    return torch.stack([a * cos + b * sin, a * sin + b * cos], dim=-1).reshape(x.shape)
