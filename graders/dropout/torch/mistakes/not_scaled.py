"""What stays is not scaled: the mean of the outputs is smaller by the factor 1 - p than in evaluation, and
the next layer sees other inputs in the two modes. Divide by `1 - p` in training.

zh: 留下的值没有缩放：输出的均值比评估时小 1 - p 倍，两种模式下后一层看到的输入不同。训练时请除以 `1 - p`。

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
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept
