"""You compute in float32 whatever comes in, so float64 loses half of its digits. Widen float16 and leave
wider types alone: promote x's type with float32.

zh: 无论输入是什么你都用 float32 计算，因此 float64 丢失了一半有效数字。只需加宽 float16，不要动更宽的类型：让 x 的类型与 float32 做类型提升。

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
        wide = x.float()  # (..., dim)
        inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
