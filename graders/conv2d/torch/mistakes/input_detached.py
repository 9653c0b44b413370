"""The columns are taken from `x.detach()`, so no gradient reaches x and every layer before this one stays
untrained.

zh: columns 取自 `x.detach()`，因此没有梯度传到 x，这一层之前的各层都得不到训练。

Caught by: gradient
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
        columns = F.unfold(x.detach(), kernel, stride=self.stride, padding=self.padding)  # (batch, in * kh * kw, h * w)
        y = self.weight.flatten(1) @ columns + self.bias[:, None]  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
