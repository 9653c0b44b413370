"""Your variance divides by `dim - 1`. That is the unbiased estimate for a sample; a normalisation layer
wants the mean of the squared deviations, so that the normalised values have mean square 1. `torch.var`
does so by default.

zh: 你的方差除以 `dim - 1`。那是样本的无偏估计；归一化层要的是平方差的均值，这样归一化之后的均方才是 1。`torch.var` 默认就是这样。

Caught by: values
Question: layers-layer-norm-by-hand
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
        variance = x.var(dim=-1, keepdim=True)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
