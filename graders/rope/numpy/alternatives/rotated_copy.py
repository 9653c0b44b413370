"""x cos + turned sin, where each pair (a, b) of x is (-b, a) in turned: cos and sin have all d columns."""

import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    exponents = 2 * (np.arange(d) // 2) / d  # 0, 0, 2 / d, 2 / d, ...
    angles = positions[:, None] / base**exponents
    turned = np.stack([-x[..., 1::2], x[..., 0::2]], axis=-1).reshape(x.shape)
    return x * np.cos(angles) + turned * np.sin(angles)
