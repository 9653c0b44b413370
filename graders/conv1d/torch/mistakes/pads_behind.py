"""The zeros are behind the sequence: the convolution runs backwards in time, and every output sees only the
present and the future. They belong in front.

zh: 零补在了序列后面：卷积在时间上反了过来，每个输出只看到现在和未来。零应当补在前面。

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
        padded = F.pad(x, (0, (k - 1) * self.dilation))  # in front alone
        starts = [j * self.dilation for j in range(k)]
        seen = torch.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, in, length)
        return torch.einsum("jbct,ocj->bot", seen, self.weight) + self.bias[:, None]
