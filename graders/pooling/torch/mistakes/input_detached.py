"""The maximum is taken from `x.data`, so no gradient comes back, and every layer before this one stays
untrained.

zh: 最大值取自 `x.data`，因此没有梯度传回来，这一层之前的各层都得不到训练。

Caught by: gradient of the maximum
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
        return torch.amax(self.windows(x.data), dim=(4, 5))


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.mean(self.windows(x), dim=(4, 5))
