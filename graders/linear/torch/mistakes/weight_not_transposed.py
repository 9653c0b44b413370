"""The weight has shape (in, out). It works, but no checkpoint of `nn.Linear` fits, and the transpose will
be missed somewhere else: PyTorch stores one row for each output.

zh: 权重的形状是 (in, out)。这样也能运行，但与 `nn.Linear` 的任何检查点都不兼容，转置总会在别处出问题：PyTorch 为每个输出存一行。

Caught by: contract
"""

import torch
from torch import nn


class Linear(nn.Module):
    """x @ weight.T + bias."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = in_features**-0.5
        self.weight = nn.Parameter(torch.empty(in_features, out_features).uniform_(-bound, bound))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight  # (..., out)
        return y if self.bias is None else y + self.bias
