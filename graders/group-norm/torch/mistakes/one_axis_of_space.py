"""Weight and bias are shaped for exactly one axis of space. Where there is none, or two, they stand at the
wrong axis or do not fit: give them as many axes of length 1 as x has axes of space.

zh: weight 和 bias 的形状只适合恰好一个空间轴。没有空间轴或有两个时，它们会对错轴，或根本不匹配：x 有几个空间轴，就给它们几个长度为 1 的轴。

Caught by: other groups and spaces
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
        g = x.reshape(len(x), self.groups, -1)  # (batch, groups, members)
        centred = g - g.mean(dim=-1, keepdim=True)
        inverse = torch.rsqrt(centred.square().mean(dim=-1, keepdim=True) + self.eps)
        n = (centred * inverse).reshape(x.shape)
        by_channel = (-1, 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
