"""The rotated pairs are concatenated: first all a, then all b. The columns are in another order than they
came. Put them on a new last axis and reshape, so that they alternate.

zh: 旋转后的列被直接拼接：先是所有的 a，再是所有的 b，列的顺序与输入不同。应放在新的最后一个轴上再 reshape，让它们交替排列。

Caught by: values
"""

import numpy as np


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-np.arange(0, d, 2) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = np.cos(angles), np.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    return np.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)
