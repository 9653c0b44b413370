"""The gradient for x treats the batch's mean and variance as constants. Every row changes both of them: in
the right gradient each column sums to 0. Take away the `no_grad`.

zh: 对 x 的梯度把批量的均值和方差当作常数。每一行都会改变它们：正确的梯度每一列之和为 0。请去掉 `no_grad`。

Caught by: gradient
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
            with torch.no_grad():
                mean, var = x.mean(dim=0), x.var(dim=0, correction=0)
            self.gather(mean, var * len(x) / (len(x) - 1))
        else:
            mean, var = self.running_mean, self.running_var
        return self.weight * (x - mean) * torch.rsqrt(var + self.eps) + self.bias

    @torch.no_grad()
    def gather(self, mean, unbiased):
        """Move the running statistics towards those of a batch."""
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(unbiased, self.momentum)
