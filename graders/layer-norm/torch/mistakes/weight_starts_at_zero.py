"""The weight starts at zero, so a new layer gives zeros whatever comes in, and no gradient gets past it.
Start it at one.

zh: weight 从 0 开始，因此新建的层无论输入什么都输出 0，梯度也传不过去。应当从 1 开始。

Caught by: contract
"""

import torch
from torch import nn


class LayerNorm(nn.Module):
    """Normalises over the last axis, then scales and shifts."""

    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(dim))
        self.bias = nn.Parameter(torch.zeros(dim))
        self.eps = eps

    def forward(self, x):
        centred = x - x.mean(dim=-1, keepdim=True)  # (..., dim)
        variance = centred.square().mean(dim=-1, keepdim=True)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
