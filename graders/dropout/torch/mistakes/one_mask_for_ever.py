"""The mask is drawn in the first call and kept, so the same numbers are dropped in every step. Draw anew
each time.

zh: 掩码在第一次调用时抽取并保存，之后每一步都丢弃同样的数。每次都要重新抽取。

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
        if not hasattr(self, "kept"):
            self.kept = torch.rand(x.shape, generator=self.generator) >= self.p
        kept = self.kept
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept * scale
