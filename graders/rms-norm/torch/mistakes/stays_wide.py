"""The values are right, but the result stays float32 where x is float16: everything after this layer would
run in float32 too. Convert it back to x's dtype.

zh: 数值是对的，但 x 为 float16 时结果仍是 float32：这一层之后的一切也都会以 float32 运行。请把结果转换回 x 的类型。

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
        wide = x.to(torch.promote_types(x.dtype, torch.float32))  # (..., dim)
        inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return wide * inverse * self.weight
