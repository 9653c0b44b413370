"""The scaling happens under `no_grad`, so autograd knows nothing of it: what stays has too small a
gradient, by the factor 1 - p.

zh: 缩放发生在 `no_grad` 之下，autograd 对它一无所知：留下的值的梯度偏小，差 1 - p 倍。

Caught by: gradient
"""

import torch
from torch import nn


class Dropout(nn.Module):
    """Drops each number with probability p, scales the others."""

    def __init__(self, p=0.5, generator=None):
        super().__init__()
        self.p = p
        self.generator = generator

    def forward(self, x):
        if not self.training:
            return x
        kept = torch.rand(x.shape, generator=self.generator) >= self.p  # none for p = 1
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        y = x * kept
        with torch.no_grad():
            y *= scale
        return y
