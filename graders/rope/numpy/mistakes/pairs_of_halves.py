"""You pair column i with column i + d / 2. That is the other convention in use (rotate_half); here
neighbours 2i and 2i + 1 are a pair. Mixing the two up ruins a loaded model without an error.

zh: 你把第 i 列与第 i + d / 2 列配对。那是另一种常用的约定（rotate_half）；这里 2i 与 2i + 1 相邻两列为一对。混用两者会毁掉加载的模型，却不报任何错误。

Caught by: values
"""

import numpy as np


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-np.arange(0, d, 2) / d)  # (d / 2,)
    angles = positions[:, None] * frequencies  # (time, d / 2)
    cos, sin = np.cos(angles), np.sin(angles)
    a, b = x[..., : d // 2], x[..., d // 2 :]
    return np.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)
