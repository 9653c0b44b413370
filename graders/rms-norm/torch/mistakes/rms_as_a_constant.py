"""The gradient for x treats the root mean square as a constant. x changes it too: the term with `mean(dn *
n)` is missing. Take away the `no_grad`.

zh: 对 x 的梯度把均方根当作常数。x 也会改变它：缺少含 `mean(dn * n)` 的那一项。请去掉 `no_grad`。

Caught by: gradient
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
        with torch.no_grad():
            inverse = torch.rsqrt(wide.square().mean(dim=-1, keepdim=True) + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
