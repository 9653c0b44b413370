"""One shifted image for each pixel of the kernel; linear maps over the channels, added up."""

import torch
from torch import nn


class Conv2d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        super().__init__()
        self.stride, self.padding = stride, padding
        self.weight = nn.Parameter(torch.rand(out_channels, in_channels, *kernel_size) - 0.5)
        self.bias = nn.Parameter(torch.rand(out_channels) - 0.5)

    def forward(self, x):
        s, p = self.stride, self.padding
        batch, channels, height, width = x.shape
        kh, kw = self.weight.shape[2:]
        image = x.new_zeros(batch, channels, height + 2 * p, width + 2 * p)
        image[:, :, p : p + height, p : p + width] = x
        h, w = (height + 2 * p - kh) // s + 1, (width + 2 * p - kw) // s + 1
        y = self.bias.view(1, -1, 1, 1).expand(batch, -1, h, w)
        for i in range(kh):
            for j in range(kw):
                part = image[:, :, i : i + s * (h - 1) + 1 : s, j : j + s * (w - 1) + 1 : s]
                y = y + (part.movedim(1, -1) @ self.weight[:, :, i, j].T).movedim(-1, 1)
        return y
