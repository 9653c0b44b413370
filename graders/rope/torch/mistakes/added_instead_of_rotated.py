"""You add cos and sin to x, as sinusoidal encodings do. The scores then depend on absolute positions.
Rotary means multiplied: each pair is rotated, and its length stays.

zh: 你把 cos 和 sin 加到 x 上，那是正弦位置编码的做法，得分会依赖绝对位置。旋转编码是相乘：每一对被旋转，长度不变。

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
    return torch.stack([a + cos, b + sin], dim=-1).reshape(x.shape)
