"""The bias is not added. Each output channel has one number that is added at all its places.

zh: 没有加偏置。每个输出通道有一个数，加在它的所有位置上。

Caught by: values
"""

import torch
import torch.nn.functional as F
from torch import nn


class Conv2d(nn.Module):
    """Slides kernels over images; the kernel is not flipped."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        super().__init__()
        self.stride = stride
        self.padding = padding
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels, *kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels))
        nn.init.kaiming_uniform_(self.weight)

    def forward(self, x):
        kernel = self.weight.shape[2:]
        h, w = ((n + 2 * self.padding - k) // self.stride + 1 for n, k in zip(x.shape[2:], kernel))
        columns = F.unfold(x, kernel, stride=self.stride, padding=self.padding)  # (batch, in * kh * kw, h * w)
        y = self.weight.flatten(1) @ columns  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
