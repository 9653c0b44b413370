"""Your layer has one weight and one bias a group. It normalises groups, but scales and shifts channels:
both parameters have shape `(channels,)`.

zh: 你的层每组只有一个 weight 和一个 bias。归一化按组，缩放和平移却按通道：两个参数的形状都是 `(channels,)`。

Caught by: contract
"""

import torch
from torch import nn


class GroupNorm(nn.Module):
    """Normalises groups of neighbouring channels, then scales and shifts each channel."""

    def __init__(self, groups, channels, eps=1e-5):
        super().__init__()
        self.groups = groups
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(groups))
        self.bias = nn.Parameter(torch.zeros(groups))

    def forward(self, x):
        g = x.reshape(len(x), self.groups, -1)  # (batch, groups, members)
        centred = g - g.mean(dim=-1, keepdim=True)
        inverse = torch.rsqrt(centred.square().mean(dim=-1, keepdim=True) + self.eps)
        n = (centred * inverse).reshape(x.shape)
        by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
