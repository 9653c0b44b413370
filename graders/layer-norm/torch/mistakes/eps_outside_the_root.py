"""You add eps to the standard deviation, outside the root. For an ordinary variance the difference is a few
millionths, for a small one the result is far off: the formula takes the root of `var + eps`.

zh: 你把 eps 加在标准差上，即根号之外。方差正常时只差百万分之几，方差很小时结果就差很远：公式是对 `var + eps` 开根号。

Caught by: values
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
        variance = centred.square().mean(dim=-1, keepdim=True)  # (..., 1)
        return centred / (variance.sqrt() + self.eps) * self.weight + self.bias
