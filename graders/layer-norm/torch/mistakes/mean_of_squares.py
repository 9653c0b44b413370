"""You compute the variance as the mean of squares minus the square of the mean. For values near a million
both are near 10¹², and their difference has lost every digit that mattered; it may even be negative.
Subtract the mean first, then square.

zh: 你用“平方的均值减去均值的平方”计算方差。当数值在一百万附近时，两者都接近 10¹²，相减之后有效数字全部丢失，甚至可能为负。应当先减去均值，再平方。

Caught by: rows that are hard to compute
"""

import torch
from torch import nn


class LayerNorm(nn.Module):
    """Normalises over the last axis, then scales and shifts."""

    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.bias = nn.Parameter(torch.zeros(dim))
        self.eps = eps

    def forward(self, x):
        centred = x - x.mean(dim=-1, keepdim=True)  # (..., dim)
        variance = (x.square().mean(-1, keepdim=True) - x.mean(-1, keepdim=True).square()).clamp(min=0)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
