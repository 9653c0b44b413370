"""You add eps to the root mean square, outside the root. For ordinary rows the difference is tiny, for
small ones the result is far off: the formula takes the root of `mean(x**2) + eps`.

zh: 你把 eps 加在均方根上，即根号之外。普通的行只差一点点，很小的行结果就差很远：公式是对 `mean(x**2) + eps` 开根号。

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
        inverse = 1 / (wide.square().mean(dim=-1, keepdim=True).sqrt() + self.eps)  # (..., 1)
        return (wide * inverse * self.weight).to(x.dtype)
