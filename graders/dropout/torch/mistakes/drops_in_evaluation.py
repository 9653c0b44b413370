"""The mode is ignored, so evaluation drops numbers too: predictions become random. Return x as it is unless
in training.

zh: 模式被忽略了，评估时也在丢弃：预测变成随机的。除非在训练，否则原样返回 x。

Caught by: evaluation
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
        if self.p == 0:
            return x
        kept = torch.rand(x.shape, generator=self.generator) >= self.p  # none for p = 1
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept * scale
