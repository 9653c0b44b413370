"""Your groups take every so-and-so-many-th channel: the groups became the inner axis of the reshape. Groups
are neighbours: the axis of the groups comes before that of their channels.

zh: 你的组是每隔几个通道取一个：变形时组成了内层的轴。组由相邻通道构成：组的轴应在组内通道的轴之前。

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
        g = x.unflatten(1, (-1, self.groups)).transpose(1, 2).flatten(2)
        centred = g - g.mean(dim=-1, keepdim=True)
        inverse = torch.rsqrt(centred.square().mean(dim=-1, keepdim=True) + self.eps)
        n = (centred * inverse).reshape(len(x), self.groups, -1, *x.shape[2:]).transpose(1, 2).reshape(x.shape)
        by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
