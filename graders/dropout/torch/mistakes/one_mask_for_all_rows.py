"""One mask is drawn for a row and broadcast over the batch, so all examples lose the same features. Draw a
mask of the shape of x.

zh: 你只为一行抽取了掩码，再广播到整个批量，于是所有样本丢弃同样的特征。请抽取与 x 形状相同的掩码。

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
        kept = torch.rand(x.shape[-1], generator=self.generator) >= self.p  # none for p = 1
        scale = 1 / (1 - self.p) if self.p < 1 else 0.0
        return x * kept * scale
