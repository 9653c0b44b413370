"""The dilation is ignored, so the taps lie next to each other. Tap j sees what lies `(k - 1 - j) *
dilation` steps back.

zh: 膨胀被忽略了，抽头紧挨在一起。抽头 j 看到的是 `(k - 1 - j) * dilation` 步之前的值。

Caught by: values
"""

import torch
import torch.nn.functional as F
from torch import nn


class CausalConv1d(nn.Module):
    """A dilated convolution that sees no later input."""

    def __init__(self, in_channels, out_channels, kernel_size, dilation=1):
        super().__init__()
        self.dilation = dilation
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels, kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels))
        nn.init.kaiming_uniform_(self.weight)

    def forward(self, x):
        k, length = self.weight.shape[2], x.shape[2]
        padded = F.pad(x, (k - 1, 0))  # in front alone
        starts = [j for j in range(k)]
        seen = torch.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, in, length)
        return torch.einsum("jbct,ocj->bot", seen, self.weight) + self.bias[:, None]
