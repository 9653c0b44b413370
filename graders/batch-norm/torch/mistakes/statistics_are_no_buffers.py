"""The running statistics are plain attributes. `state_dict()` leaves them out, so a saved model comes back
with fresh ones, and `.to(device)` leaves them behind. Register them with `register_buffer`.

zh: 滑动统计量只是普通属性。`state_dict()` 不包含它们，保存再加载的模型会带着全新的统计量，`.to(device)` 也不会移动它们。请用 `register_buffer` 注册。

Caught by: contract
Question: modules-what-is-registered
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
        self.running_mean = torch.zeros(features)
        self.running_var = torch.ones(features)

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
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(unbiased, self.momentum)
