"""You pad by `k - 1`, whatever the dilation. The taps reach `(k - 1) * dilation` steps back, so that is how
many zeros are needed; otherwise y is too short.

zh: 无论膨胀是多少，你都只补 `k - 1` 个零。抽头往回看 `(k - 1) * dilation` 步，就需要这么多零；否则 y 太短。

Caught by: contract
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
        padded = F.pad(x, (k - 1, 0))
        length = padded.shape[2] - (k - 1) * self.dilation
        starts = [j * self.dilation for j in range(k)]
        seen = torch.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, in, length)
        return torch.einsum("jbct,ocj->bot", seen, self.weight) + self.bias[:, None]
