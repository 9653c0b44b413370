"""Evaluation normalises with the statistics of the batch at hand. The result for one example then depends
on its neighbours, and a single row becomes `bias`. Use the running statistics.

zh: 评估时你仍用当前批量的统计量归一化。这样一个样本的结果依赖于同批的其他样本，而单独一行会变成 `bias`。应当使用滑动统计量。

Caught by: evaluation
Question: training-mode-matters-for
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
            mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
        return self.weight * (x - mean) * torch.rsqrt(var + self.eps) + self.bias

    @torch.no_grad()
    def gather(self, mean, unbiased):
        """Move the running statistics towards those of a batch."""
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(unbiased, self.momentum)
