"""Indices of the past, one row for each time; what lies before the beginning points at a zero."""

import torch
from torch import nn


class CausalConv1d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(out_channels, in_channels, kernel_size) - 0.5)
        self.bias = nn.Parameter(torch.rand(out_channels) - 0.5)
        ages = dilation * torch.arange(kernel_size - 1, -1, -1)
        self.register_buffer("ages", ages, persistent=False)

    def forward(self, x):
        times = torch.arange(x.shape[2])[:, None] - self.ages  # (length, k)
        with_zero = torch.cat([x.new_zeros(*x.shape[:2], 1), x], dim=2)
        seen = with_zero[:, :, (times + 1).clamp(min=0)]  # (batch, in, length, k)
        return torch.einsum("bctj,ocj->bot", seen, self.weight) + self.bias[None, :, None]
