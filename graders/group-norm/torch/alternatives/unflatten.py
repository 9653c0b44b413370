"""The channels unflattened into groups and members; scaled with the channels last."""

import torch
from torch import nn


class GroupNorm(nn.Module):
    def __init__(self, groups, channels, eps=1e-5):
        super().__init__()
        self.groups, self.eps = groups, eps
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        g = x.unflatten(1, (self.groups, -1))  # (batch, groups, members, ...)
        inner = list(range(2, g.ndim))
        var, mean = torch.var_mean(g, dim=inner, keepdim=True, correction=0)
        n = ((g - mean) / (var + self.eps).sqrt()).flatten(1, 2)
        return (n.movedim(1, -1) * self.weight + self.bias).movedim(-1, 1)
