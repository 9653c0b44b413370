"""Sums as einsum, which takes the type to add up in; the gradient by the Jacobian of each row."""

import numpy as np


def inverse_rms(x, eps):
    wide = np.result_type(x, np.float32)
    squares = np.einsum("...d,...d->...", x, x, dtype=wide, casting="same_kind")
    return 1 / np.sqrt(squares / x.shape[-1] + eps)


def rms_norm(x, weight, eps=1e-6):
    y = np.einsum("...d,d,...->...d", x.astype(np.result_type(x, np.float32)), weight, inverse_rms(x, eps))
    return y.astype(x.dtype)


def rms_norm_backward(dy, x, weight, eps=1e-6):
    inverse = inverse_rms(x, eps)[..., None]
    n = x * inverse
    jacobian = np.eye(x.shape[-1]) - n[..., :, None] * n[..., None, :] / x.shape[-1]  # (..., dim, dim), symmetric
    dx = inverse * np.einsum("...de,...e->...d", jacobian, dy * weight)
    return dx, (dy * n).reshape(-1, x.shape[-1]).sum(0)
