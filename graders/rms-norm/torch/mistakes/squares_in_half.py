"""You square x in its own type. float16 ends at 65504, so 300² is infinite there, and x / inf is 0. Convert
to float32 before squaring, and the result back.

zh: 你用 x 自己的类型求平方。float16 的上限是 65504，300² 就是无穷大，而 x / inf 得 0。请在平方之前转换为 float32，再把结果转换回来。

Caught by: half precision
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
        wide = x  # (..., dim)
        inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
