"""Every number that equals the maximum gets the whole share. Where several are equally large, as zeros
after a ReLU, the gradient grows by their number. Choose one, or divide.

zh: 凡是等于最大值的数都得到完整的一份。若有几个同样大（例如 ReLU 之后的零），梯度就成倍增大。请选其中一个，或平分。

Caught by: ties
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
        seen = self.windows(x)
        largest = torch.amax(seen, dim=(4, 5), keepdim=True).detach()
        through = (seen - seen.detach()) * (seen == largest)  # 0, with the gradient of the largest
        return (largest + through.sum(dim=(4, 5), keepdim=True))[..., 0, 0]


class AvgPool(Pool):
    """The average of each window."""

    def forward(self, x):
        return torch.mean(self.windows(x), dim=(4, 5))
