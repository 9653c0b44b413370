"""There is one zero too many in front: the last tap meets the step before the present, and x[t] does not
reach y[t]. Some models want that; here the present is seen.

zh: 前面多补了一个零：最后一个抽头对应前一步，x[t] 影响不到 y[t]。有些模型需要这样；这里现在是可见的。

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
        padded = F.pad(x, ((k - 1) * self.dilation + 1, 0))  # in front alone
        starts = [j * self.dilation for j in range(k)]
        seen = torch.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, in, length)
        return torch.einsum("jbct,ocj->bot", seen, self.weight) + self.bias[:, None]
