"""The running variance gathers the biased variance, that which divides by the number of rows. PyTorch
gathers the unbiased one, `batch / (batch - 1)` times as large: evaluation is to estimate the variance of
all the data.

zh: 滑动方差积累的是除以行数的有偏方差。PyTorch 积累的是无偏方差，大 `batch / (batch - 1)` 倍：评估时要估计的是全部数据的方差。

Caught by: running statistics
"""

import torch
from torch import nn


class BatchNorm(nn.Module):
    """Normalises each feature, then scales and shifts."""

    def __init__(self, features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps = eps
        self.momentum = momentum
        self.weight = nn.Parameter(torch.ones(features))
        self.bias = nn.Parameter(torch.zeros(features))
        self.register_buffer("running_mean", torch.zeros(features))
        self.register_buffer("running_var", torch.ones(features))

    def forward(self, x):
        if self.training:
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            self.gather(mean, var)
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) * torch.rsqrt(var + self.eps) + self.bias

    @torch.no_grad()
    def gather(self, mean, unbiased):
        """Move the running statistics towards those of a batch."""
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(unbiased, self.momentum)
