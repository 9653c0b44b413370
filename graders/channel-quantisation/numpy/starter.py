"""Quantisation by output channel, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def quantise(w):
    """Return (q, scale, zero).

    w: (d_out, d_in).
    q: (d_out, d_in), uint8; scale: (d_out,), floats;
    zero: (d_out,), uint8.
    """
    # TODO: the range of each row contains 0
    d_out = len(w)
    q = np.zeros(w.shape, np.uint8)
    return q, np.ones(d_out), np.zeros(d_out, np.uint8)


def dequantise(q, scale, zero):
    """Return scale * (q - zero), floats: (d_out, d_in)."""
    # TODO
    return np.zeros(q.shape)


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias: (..., d_out).

    x: (..., d_in); bias: (d_out,); w is what dequantise
    returns.
    """
    # TODO: can you do without dequantise?
    return np.zeros((*x.shape[:-1], len(q)), x.dtype)
