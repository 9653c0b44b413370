"""You subtract the mean: that is layer normalisation. RMS normalisation leaves the values where they are
and divides by the root of the mean of their squares.

zh: 你减去了均值：那是层归一化。RMS 归一化不移动数值，只除以平方均值的平方根。

Caught by: values
"""

import torch
from torch import nn


class RMSNorm(nn.Module):
    """Divides by the root mean square, then scales."""

    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        wide = wide - wide.mean(dim=-1, keepdim=True)
        inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
