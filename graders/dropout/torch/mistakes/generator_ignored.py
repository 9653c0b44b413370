"""The generator is kept and never used: the mask comes from PyTorch's global one, and the same generator
gives another mask each time. Pass it to `torch.rand`.

zh: 生成器保存了却没有使用：掩码来自 PyTorch 的全局生成器，同一个生成器每次给出不同的掩码。请把它传给 `torch.rand`。

Caught by: whose randomness
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
        kept = torch.rand(x.shape) >= self.p  # none for p = 1
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept * scale
