"""The padding is split between both ends, which keeps the length and lets every output see half of its
window in the future. A model that predicts the next step could copy it. Pad in front alone.

zh: 填充分在了两端：长度不变，但每个输出都看到一半的未来。预测下一步的模型可以直接照抄。应当只在前面填充。

Caught by: blind to the future
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
        padded = F.pad(x, ((k - 1) * self.dilation // 2, (k - 1) * self.dilation - (k - 1) * self.dilation // 2))  # in front alone
        starts = [j * self.dilation for j in range(k)]
        seen = torch.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, in, length)
        return torch.einsum("jbct,ocj->bot", seen, self.weight) + self.bias[:, None]
