"""`bias=False` is ignored: the layer has a bias all the same. Before a normalisation layer it is a
parameter without effect, and a checkpoint without it does not fit.

zh: `bias=False` 被忽略了：这一层仍然有偏置。在归一化层之前它是不起作用的参数，而没有它的检查点也无法加载。

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
        if bias is not None:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))
        else:
            self.register_parameter("bias", None)

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y if self.bias is None else y + self.bias
