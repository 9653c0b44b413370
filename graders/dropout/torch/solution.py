"""Inverted dropout as a module: scaled in training, nothing to do in evaluation."""

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
        return x * kept * scale
