"""x cos + turned sin, where each pair (a, b) of x is (-b, a) in turned: cos and sin have all d columns."""

import torch


def rope(x, positions, base=10000.0):
    d = x.size(-1)
    exponents = torch.arange(0, d, 2, device=x.device, dtype=x.dtype).repeat_interleave(2) / d
    angles = positions.unsqueeze(-1) / base**exponents
    a, b = x.unflatten(-1, (d // 2, 2)).unbind(-1)
    turned = torch.stack((-b, a), dim=-1).flatten(-2)
    return x * angles.cos() + turned * angles.sin()
