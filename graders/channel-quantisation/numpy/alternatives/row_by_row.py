"""Row by row, with a list of grids."""

import numpy as np


def grid(row):
    low, high = min(row.min(), 0.0), max(row.max(), 0.0)
    if low == high:
        return 1.0, 0.0
    scale = (high - low) / 255
    return scale, np.round(-low / scale)


def quantise(w):
    scale, zero = np.array([grid(row) for row in w]).T
    q = [np.clip(np.round(row / s) + z, 0, 255) for row, s, z in zip(w, scale, zero)]
    return np.array(q).astype(np.uint8), scale.astype(w.dtype), zero.astype(np.uint8)


def dequantise(q, scale, zero):
    centred = q.astype(np.int16) - zero.astype(np.int16)[:, None]
    return (centred * scale[:, None]).astype(scale.dtype)


def linear(x, q, scale, zero, bias):
    return x @ dequantise(q, scale, zero).T + bias
