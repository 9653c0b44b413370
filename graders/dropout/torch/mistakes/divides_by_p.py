"""You divide by p, the probability to be dropped. What stays does so with probability 1 - p, so divide by
`1 - p`.

zh: 你除以了 p，即被丢弃的概率。数值以 1 - p 的概率留下，所以应除以 `1 - p`。

Caught by: zero or scaled
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
        scale = 1 / self.p if self.p < 1 else 0.0
        return x * kept * scale
