"""You take p for the probability to be kept. With p = 0.3 seven of ten numbers are dropped: `p` says how
many fall.

zh: 你把 p 当作保留的概率。p = 0.3 时十个数里丢了七个：`p` 说的是丢弃多少。

Caught by: how many are dropped
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
        kept = torch.rand(x.shape, generator=self.generator) < self.p
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept * scale
