"""Your maximum starts from zero, so a window of negative numbers gives 0. Start from minus infinity, or
from the window's own numbers.

zh: 你的最大值从零开始，于是全为负数的窗口得到 0。应当从负无穷开始，或从窗口自己的数开始。

Caught by: maximum
"""

import torch
from torch import nn


class Pool(nn.Module):
    """What both have in common."""

    def __init__(self, size, stride):
        super().__init__()
        self.size = size
        self.stride = stride

    def windows(self, x):
        """Return a view of all windows: (batch, channels, h, w, size, size)."""
        return x.unfold(2, self.size, self.stride).unfold(3, self.size, self.stride)


class MaxPool(Pool):
    """The maximum of each window."""

    def forward(self, x):
        return torch.amax(self.windows(x), dim=(4, 5)).clamp(min=0)


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.mean(self.windows(x), dim=(4, 5))
