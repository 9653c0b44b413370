"""Rotary position embedding, in PyTorch.

Fill in the body; keep the name.
"""

import torch


def rope(x, positions, base=10000.0):
    """Rotate neighbouring columns by position.

    x: (..., time, d), d even; positions: (time,) integers.
    Returns the shape of x: the columns 2i and 2i + 1 of row t
    rotated by the angle positions[t] / base ** (2i / d).
    """
    # TODO: frequencies, angles, rotation
    return torch.zeros_like(x)
