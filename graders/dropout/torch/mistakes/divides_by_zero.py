"""For p = 1 you divide by zero: Python raises ZeroDivisionError. Everything is dropped then; no scale is
needed.

zh: p = 1 时你除以了零：Python 抛出 ZeroDivisionError。此时全部丢弃，不需要缩放。

Caught by: p of 0 and 1
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
        scale = 1 / (1 - self.p)
        return x * kept * scale
