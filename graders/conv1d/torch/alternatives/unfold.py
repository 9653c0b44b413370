"""F.unfold on an image of height one: columns of taps, and one matrix product."""

import torch
import torch.nn.functional as F
from torch import nn


class CausalConv1d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1):
        super().__init__()
        self.kernel_size, self.dilation = kernel_size, dilation
        self.weight = nn.Parameter(torch.randn(out_channels, in_channels, kernel_size) / kernel_size)
        self.bias = nn.Parameter(torch.zeros(out_channels))

    def forward(self, x):
        reach = (self.kernel_size - 1) * self.dilation
        image = F.pad(x, (reach, 0)).unsqueeze(2)  # (batch, in, 1, reach + length)
        columns = F.unfold(image, (1, self.kernel_size), dilation=(1, self.dilation))
        return self.weight.flatten(1) @ columns + self.bias.unsqueeze(-1)
