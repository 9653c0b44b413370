"""Without a bias you keep a tensor of zeros in its place. The values are right, but whoever asks `layer.bias is None`, as
PyTorch's own code does, takes it for a bias. `register_parameter("bias", None)` says that there is none.

zh: 没有偏置时，你在原处放了一个全零张量。数值是对的，但凡是用 `layer.bias is None` 来判断的代码（PyTorch 自己的代码就这样写）都会以为有偏置。`register_parameter("bias", None)` 表示没有偏置。

Caught by: contract
"""

import torch
from torch import nn


class Linear(nn.Module):
    """x @ weight.T + bias."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = in_features**-0.5
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))
        else:
            self.bias = torch.zeros(out_features)

    def forward(self, x):
        return x @ self.weight.T + self.bias
