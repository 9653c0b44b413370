"""a is overwritten before b is computed from it: the second line uses the rotated a. Compute both from the
old values.

zh: 在用 a 计算 b 之前，a 已被覆盖：第二行用的是旋转之后的 a。两者都应由旧值计算。

Caught by: scores depend on the distance
"""

import numpy as np


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-np.arange(0, d, 2) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = np.cos(angles), np.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    a = a * cos - b * sin
    b = a * sin + b * cos
    return np.stack([a, b], axis=-1).reshape(x.shape)
