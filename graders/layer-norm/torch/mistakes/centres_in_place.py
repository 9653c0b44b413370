"""You write into the caller's array: whoever passed x finds it changed afterwards. Make a new array,
`centred = x - mean`.

zh: 你改写了调用者的数组：传入的 x 在调用之后已经变了。请生成新数组：`centred = x - mean`。

Caught by: arguments stay as they were
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
        x.data -= x.mean(dim=-1, keepdim=True)
        centred = x - x.mean(dim=-1, keepdim=True)
        variance = centred.square().mean(dim=-1, keepdim=True)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
