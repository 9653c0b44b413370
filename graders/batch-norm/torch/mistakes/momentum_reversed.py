"""The two weights are exchanged: momentum is the weight of the new batch, `(1 - momentum) * running +
momentum * new`. Yours forgets nearly everything at each batch.

zh: 两个权重写反了：momentum 是新批量的权重，即 `(1 - momentum) * running + momentum * new`。你的写法每个批量几乎忘掉全部历史。

Caught by: running statistics
Question: training-batchnorm-momentum
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

    @torch.no_grad()
    def gather(self, mean, unbiased):
        """Move the running statistics towards those of a batch."""
        self.running_mean.lerp_(mean, 1 - self.momentum)
        self.running_var.lerp_(unbiased, 1 - self.momentum)
