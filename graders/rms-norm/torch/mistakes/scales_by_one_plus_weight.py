"""You scale by `1 + weight`, as models do that store `weight - 1`. Here the weight itself is the scale.

zh: 你用 `1 + weight` 缩放，那是保存 `weight - 1` 的模型的做法。这里 weight 本身就是缩放系数。

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
        wide = x.to(torch.promote_types(x.dtype, torch.float32))  # (..., dim)
        inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * (1 + self.weight)).to(x.dtype)
