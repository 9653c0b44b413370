"""You divide by the length of the row, the root of the **sum** of squares. The formula has their mean, so
your result is too small by the root of dim.

zh: 你除以了行的长度，即平方**和**的平方根。公式中是平方的均值，因此你的结果小了 dim 的平方根倍。

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
        inverse = torch.rsqrt(wide.square().sum(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
