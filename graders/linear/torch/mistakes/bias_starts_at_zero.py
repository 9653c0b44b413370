"""The bias starts at zero. That is a usual choice too, but not the one of this layer: it is uniform within
the same bound as the weight.

zh: 偏置从零开始。这也是常见的选择，但不是本层的做法：它与权重在相同的界内均匀分布。

Caught by: initial values
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
            self.bias = nn.Parameter(torch.zeros(out_features))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y if self.bias is None else y + self.bias
