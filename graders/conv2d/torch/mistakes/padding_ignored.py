"""The padding is ignored, so y is too small, and the border of the image counts less than the middle.
Surround the image with zeros first.

zh: 填充被忽略了，因此 y 太小，图像边缘的作用也比中间小。请先在图像四周补零。

Caught by: contract
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
        h, w = ((n - k) // self.stride + 1 for n, k in zip(x.shape[2:], kernel))
        columns = F.unfold(x, kernel, stride=self.stride)  # (batch, in * kh * kw, h * w)
        y = self.weight.flatten(1) @ columns + self.bias[:, None]  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
