"""You take `groups` for the number of channels in a group. It is the number of groups: 6 channels in 2
groups are 2 times 3.

zh: 你把 `groups` 当作每组的通道数。它是组的个数：6 个通道分 2 组，就是 2 组、每组 3 个。

Caught by: values
"""

import torch
from torch import nn


class GroupNorm(nn.Module):
    """Normalises groups of neighbouring channels, then scales and shifts each channel."""

    def __init__(self, groups, channels, eps=1e-5):
        super().__init__()
        self.groups = groups
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        g = x.reshape(len(x), x.shape[1] // self.groups, -1)
        centred = g - g.mean(dim=-1, keepdim=True)
        inverse = torch.rsqrt(centred.square().mean(dim=-1, keepdim=True) + self.eps)
        n = (centred * inverse).reshape(x.shape)
        by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
