"""You add eps to the standard deviation, outside the root. The formula takes the root of `var + eps`; where
the variance is small the two are far apart.

zh: 你把 eps 加在标准差上，即根号之外。公式是对 `var + eps` 开根号；方差很小时两者相差很远。

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
        g = x.reshape(len(x), self.groups, -1)  # (batch, groups, members)
        centred = g - g.mean(dim=-1, keepdim=True)
        inverse = 1 / (centred.square().mean(dim=-1, keepdim=True).sqrt() + self.eps)
        n = (centred * inverse).reshape(x.shape)
        by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
        return n * self.weight.view(by_channel) + self.bias.view(by_channel)
