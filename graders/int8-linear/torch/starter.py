"""A linear layer in int8, in PyTorch.

Fill in the bodies; keep the names.
"""

import torch


def scale_of(x):
    """Return max |x| / 127, (), and 1 for a tensor of zeros."""
    # TODO
    return x.new_ones(())


def quantise(x, scale):
    """Return x in steps of scale: int8 of x's shape.

    Rounded half to even, clamped to -127 and 127.
    """
    # TODO
    return torch.zeros_like(x, dtype=torch.int8)


def accumulate(x_q, w_q):
    """Return the exact sums in int32: (..., d_out).

    x_q: (..., d_in), int8; w_q: (d_out, d_in), int8.
    """
    # TODO
    shape = (*x_q.shape[:-1], len(w_q))
    return x_q.new_zeros(shape, dtype=torch.int32)


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output: (..., d_out).

    x: (..., d_in), floats; bias: (d_out,). The output has
    the dtype of x.
    """
    # TODO
    return x.new_zeros((*x.shape[:-1], len(w_q)))
