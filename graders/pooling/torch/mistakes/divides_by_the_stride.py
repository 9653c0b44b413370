"""You divide by `stride²`. How many numbers a window has is a matter of its side: `size²`.

zh: 你除以了 `stride²`。窗口有多少个数由边长决定：`size²`。

Caught by: average
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
        return torch.amax(self.windows(x), dim=(4, 5))


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.sum(self.windows(x), dim=(4, 5)) / self.stride**2
