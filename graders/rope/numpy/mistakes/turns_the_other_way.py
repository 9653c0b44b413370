"""The rotation runs clockwise: both sine terms have the wrong sign. Scores among your own queries and keys
would not notice; weights of a trained model would, and so do cached keys.

zh: 旋转方向是顺时针：两个正弦项的符号都反了。自己的查询与键之间的得分看不出来；但训练好的模型权重看得出来，缓存的键也是。

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
    return np.stack([a * cos + b * sin, b * cos - a * sin], axis=-1).reshape(x.shape)
