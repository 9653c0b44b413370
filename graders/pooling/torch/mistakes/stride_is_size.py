"""Windows lie side by side, whatever the stride: you step by `size`. Step by `stride`.

zh: 无论步幅是多少，窗口都并排放置：你按 `size` 移动。应按 `stride` 移动。

Caught by: contract
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
        return x.unfold(2, self.size, self.size).unfold(3, self.size, self.size)


class MaxPool(Pool):
    """The maximum of each window."""

    def forward(self, x):
        return torch.amax(self.windows(x), dim=(4, 5))


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.mean(self.windows(x), dim=(4, 5))
