"""Max and average pooling as modules, over a view of all windows."""

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
        return torch.mean(self.windows(x), dim=(4, 5))
