"""Columns of shape (d_out, 1) throughout; the zero point is added before the one rounding of the weights."""

import numpy as np


def quantise(w):
    low = np.min(w, axis=1, keepdims=True, initial=0.0)
    high = np.max(w, axis=1, keepdims=True, initial=0.0)
    scale = (high - low) / 255
    scale[scale == 0] = 1.0
    zero = np.around(-low / scale)
    q = np.around(w / scale + zero).clip(0, 255)
    return q.astype("uint8"), scale[:, 0], zero[:, 0].astype("uint8")


def dequantise(q, scale, zero):
    return np.subtract(q, zero[:, None], dtype=scale.dtype) * scale[:, None]


def linear(x, q, scale, zero, bias):
    centred = np.subtract(q, zero[:, None], dtype=x.dtype)
    return np.einsum("...i,oi->...o", x, centred) * scale + bias
