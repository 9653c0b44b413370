"""float64 holds these sums exactly; BLAS multiplies it faster than integers. Ties are taken care of by hand."""

import numpy as np


def scale_of(x):
    return np.linalg.norm(x.ravel(), np.inf) / 127 or 1.0


def quantise(x, scale):
    steps = x / scale
    low = np.floor(steps)
    rest = steps - low
    up = (rest > 0.5) | ((rest == 0.5) & (low % 2 == 1))
    return (low + up).clip(-127, 127).astype(np.int8)


def accumulate(x_q, w_q):
    return np.matmul(x_q.astype(float), w_q.T.astype(float)).astype(np.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    sums = accumulate(quantise(x, x_scale), w_q)
    return np.asarray(w_scale * (x_scale * sums) + bias, dtype=x.dtype)
