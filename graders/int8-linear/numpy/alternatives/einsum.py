"""np.round, np.einsum with a dtype for the sums, np.where for the scale; each tensor is dequantised in its turn."""

import numpy as np


def scale_of(x):
    largest = max(x.max(), -x.min())
    return np.where(largest == 0, 1.0, largest / 127)


def quantise(x, scale):
    steps = np.round(x / scale)
    return np.maximum(-127, np.minimum(127, steps)).astype("int8")


def accumulate(x_q, w_q):
    return np.einsum("...i,oi->...o", x_q, w_q, dtype=np.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    out = accumulate(quantise(x, x_scale), w_q) * x_scale * w_scale + bias
    return out.astype(x.dtype)
