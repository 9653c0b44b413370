"""The weight is drawn from a normal distribution. The task asks for uniform values within the bound; a
normal one has no bound, and here three times the variance.

zh: 权重是从正态分布抽取的。题目要求在界内均匀分布；正态分布没有界，而且这里方差是三倍。

Caught by: initial values
"""

import torch
from torch import nn


class Linear(nn.Module):
    """x @ weight.T + bias."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = in_features**-0.5
        self.weight = nn.Parameter(torch.empty(out_features, in_features).normal_(0, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y if self.bias is None else y + self.bias
