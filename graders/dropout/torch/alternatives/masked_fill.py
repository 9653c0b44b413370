"""Dropped numbers are filled with zeros: masked_fill, whose gradient is zero there."""

import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p=0.5, generator=None):
        super().__init__()
        self.p = p
        self.generator = generator

    def extra_repr(self):
        return f"p={self.p}"

    def forward(self, x):
        if self.training and self.p > 0:
            dropped = torch.rand(x.shape, generator=self.generator) < self.p
            x = x.masked_fill(dropped, 0.0) / max(1 - self.p, 1e-30)
        return x
