"""weight and bias are plain tensors. A module does not know them: parameters(), state_dict() and
.to(device) pass them by, and no optimizer ever sees them. Wrap them in `nn.Parameter`.

zh: weight 和 bias 只是普通张量，模块不认识它们：parameters()、state_dict() 和 .to(device) 都会漏掉，优化器也看不到。请用 `nn.Parameter` 包装。

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
        self.weight = torch.empty(out_channels, in_channels, *kernel_size)
        self.bias = torch.zeros(out_channels)
        nn.init.kaiming_uniform_(self.weight)

    def forward(self, x):
        kernel = self.weight.shape[2:]
        h, w = ((n + 2 * self.padding - k) // self.stride + 1 for n, k in zip(x.shape[2:], kernel))
        columns = F.unfold(x, kernel, stride=self.stride, padding=self.padding)  # (batch, in * kh * kw, h * w)
        y = self.weight.flatten(1) @ columns + self.bias[:, None]  # (batch, out, h * w)
        return y.reshape(len(x), -1, h, w)
