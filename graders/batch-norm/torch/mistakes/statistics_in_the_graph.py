"""The new running statistics belong to the graph of the batch, and with them every earlier batch: memory
grows without end. Update them under `torch.no_grad()`, or from detached values.

zh: 新的滑动统计量属于该批量的计算图，连同之前所有批量：内存会无止境地增长。请在 `torch.no_grad()` 之下更新，或使用分离（detach）后的值。

Caught by: statistics outside the graph
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
            self.gather(mean, var * len(x) / (len(x) - 1))
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) * torch.rsqrt(var + self.eps) + self.bias

    def gather(self, mean, unbiased):
        """Move the running statistics towards those of a batch."""
        self.running_mean = self.running_mean.lerp(mean, self.momentum)
        self.running_var = self.running_var.lerp(unbiased, self.momentum)
