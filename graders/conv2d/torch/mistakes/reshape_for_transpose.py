"""The columns have the channels before the places. `reshape` cannot exchange the two: it reads the numbers
in another order, and y mixes places and channels. Transpose, or multiply from the other side.

zh: columns 中通道在位置之前。`reshape` 不能交换两者：它按另一种顺序读取数，y 就混淆了位置和通道。请转置，或从另一侧相乘。

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
        rows = columns.reshape(len(x), h * w, -1)
        y = (rows @ self.weight.flatten(1).T + self.bias).transpose(1, 2)  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
