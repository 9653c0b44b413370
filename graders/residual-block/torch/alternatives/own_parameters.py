"""Six parameters by hand, and the formula as it stands on paper."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(dim))
        self.shift = nn.Parameter(torch.zeros(dim))
        self.w1 = nn.Parameter(torch.randn(hidden, dim) * (2 / dim) ** 0.5)
        self.b1 = nn.Parameter(torch.zeros(hidden))
        self.w2 = nn.Parameter(torch.zeros(dim, hidden))
        self.b2 = nn.Parameter(torch.zeros(dim))

    def forward(self, x):
        var, mean = torch.var_mean(x, dim=-1, keepdim=True, correction=0)
        h = (x - mean) / (var + 1e-5).sqrt() * self.gain + self.shift
        return x + (h @ self.w1.T + self.b1).clamp(min=0) @ self.w2.T + self.b2
