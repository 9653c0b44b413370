"""The bias is drawn and never added. Without it y is 0 wherever x is 0: `x @ weight.T + bias`.

zh: 偏置抽取了却没有加上。没有它，凡是 x 为 0 的地方 y 都是 0：应为 `x @ weight.T + bias`。

Caught by: values
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
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y
