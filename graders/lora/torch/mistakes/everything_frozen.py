"""a and b are cut off as well: the update is computed under no_grad or detached, so nothing is trained at
all.

zh: a 和 b 也被切断了：更新是分离的，于是什么也没有被训练。

Caught by: gradient
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """linear(x) + alpha / rank * x @ a.T @ b.T, where only a and b are trained."""

    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) * linear.in_features**-0.5)
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))  # the update starts at 0

    def forward(self, x):
        low = x @ self.a.T  # (..., rank)
        return self.linear(x) + (self.scale * low @ self.b.T).detach()

    def merged(self):
        """Return one weight that does the work of both: (d_out, d_in)."""
        return self.linear.weight + self.scale * self.b @ self.a


def build(d_in, d_out, rank, alpha):
    """Return a new linear layer with LoRA around it."""
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
