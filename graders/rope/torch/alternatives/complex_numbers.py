"""Each pair as a complex number, which a rotation multiplies."""

import torch


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    exponents = torch.arange(0, d, 2, dtype=x.dtype, device=x.device) / d
    angles = torch.outer(positions.to(x.dtype), base**-exponents)  # (time, d / 2)
    turn = torch.polar(torch.ones_like(angles), angles)
    pairs = torch.view_as_complex(x.unflatten(-1, (-1, 2)).contiguous())
    return torch.view_as_real(pairs * turn).flatten(-2)
