"""Group normalisation as a module."""

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
        by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
