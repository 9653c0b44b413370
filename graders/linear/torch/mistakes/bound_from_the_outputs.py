"""The bound is taken from out_features. What a unit adds up are its inputs, so their number sets the scale:
`1 / sqrt(in_features)`.

zh: 界用的是 out_features。每个单元累加的是它的输入，因此尺度由输入个数决定：`1 / sqrt(in_features)`。

Caught by: initial values
"""

import torch
from torch import nn


class Linear(nn.Module):
    """x @ weight.T + bias."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = out_features**-0.5
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y if self.bias is None else y + self.bias
