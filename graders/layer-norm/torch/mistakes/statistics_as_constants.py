"""The gradient for x treats mean and variance as constants, so only the direct path is left. x changes both
of them; the right gradient of a row sums to 0 and is nearly orthogonal to the normalised row. Take away
the `detach`.

zh: 对 x 的梯度把均值和方差当作常数，只剩下直接的那条路径。x 会改变这两者；正确的梯度每行之和为 0，并且几乎与归一化后的行正交。请去掉 `detach`。

Caught by: gradient
"""

import torch
from torch import nn


class LayerNorm(nn.Module):
    """Normalises over the last axis, then scales and shifts."""

    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.bias = nn.Parameter(torch.zeros(dim))
        self.eps = eps

    def forward(self, x):
        centred = x - x.mean(dim=-1, keepdim=True).detach()  # (..., dim)
        variance = centred.square().mean(dim=-1, keepdim=True).detach()  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
