"""Quantisation by output channel, in PyTorch.

Fill in the bodies; keep the names.
"""

import torch


def quantise(w):
    """Return (q, scale, zero).

    w: (d_out, d_in).
    q: (d_out, d_in), uint8; scale: (d_out,), floats;
    zero: (d_out,), uint8.
    """
    # TODO: the range of each row contains 0
    q = torch.zeros_like(w, dtype=torch.uint8)
    return q, w.new_ones(len(w)), q[:, 0].clone()


def dequantise(q, scale, zero):
    """Return scale * (q - zero), floats: (d_out, d_in)."""
    # TODO
    return scale.new_zeros(q.shape)


def linear(x, q, scale, zero, bias):
    """Return x @ w.T + bias: (..., d_out).

    x: (..., d_in); bias: (d_out,); w is what dequantise
    returns.
    """
    # TODO: can you do without dequantise?
    return x.new_zeros((*x.shape[:-1], len(q)))
