"""The maximum is taken along one axis of the window and the mean along the other. It must run over both,
`dim=(4, 5)`.

zh: 你沿窗口的一个轴取最大值，沿另一个轴取了均值。最大值应对两个轴一起取：`dim=(4, 5)`。

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
        return torch.amax(self.windows(x), dim=5).mean(dim=4)


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.mean(self.windows(x), dim=(4, 5))
