"""You flip the kernel, as mathematics defines a convolution. Deep learning means the correlation: pixel (u,
v) of the kernel meets pixel (i·stride + u, j·stride + v) of the image.

zh: 你翻转了卷积核，那是数学上卷积的定义。深度学习指的是互相关：核的 (u, v) 像素对应图像的 (i·stride + u, j·stride + v) 像素。

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
        y = self.weight.flip(2, 3).flatten(1) @ columns + self.bias[:, None]  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
