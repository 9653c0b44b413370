"""weight and bias are plain tensors. A module does not know them: parameters(), state_dict() and
.to(device) pass them by, and no optimizer ever sees them. Wrap them in `nn.Parameter`.

zh: weight 和 bias 只是普通张量，模块不认识它们：parameters()、state_dict() 和 .to(device) 都会漏掉，优化器也看不到。请用 `nn.Parameter` 包装。

Caught by: contract
"""

import torch
from torch import nn


class LayerNorm(nn.Module):
    """Normalises over the last axis, then scales and shifts."""

    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.weight = torch.ones(dim)
        self.bias = torch.zeros(dim)
        self.eps = eps

    def forward(self, x):
        centred = x - x.mean(dim=-1, keepdim=True)  # (..., dim)
        variance = centred.square().mean(dim=-1, keepdim=True)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
