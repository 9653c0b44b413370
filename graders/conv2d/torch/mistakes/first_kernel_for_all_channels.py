"""The channels of x are not added up with their own kernels: every channel meets the kernel of channel 0.
Sum over `c` in both factors.

zh: x 的各通道没有与各自的核相乘再相加：每个通道都用了第 0 个通道的核。应在两个因子中同时对 `c` 求和。

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
        y = self.weight[:, :1].expand_as(self.weight).flatten(1) @ columns + self.bias[:, None]  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
