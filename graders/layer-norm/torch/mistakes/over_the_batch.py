"""Mean and variance run over the first axis, the batch: the examples are compared with each other, as batch
normalisation does. Each example must be normalised by itself, over its last axis.

zh: 均值和方差沿第一个轴（批量）计算：样本之间互相比较，那是批量归一化的做法。每个样本应当只用自己归一化，沿最后一个轴。

Caught by: values
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
        centred = x - x.mean(dim=0, keepdim=True)  # (..., dim)
        variance = centred.square().mean(dim=0, keepdim=True)  # (..., 1)
        return centred * torch.rsqrt(variance + self.eps) * self.weight + self.bias
