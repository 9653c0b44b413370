"""The update is multiplied by alpha and not divided by the rank.

zh: 更新乘了 alpha，却没有除以秩。

Caught by: values
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """linear(x) + alpha / rank * x @ a.T @ b.T, where only a and b are trained."""

    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.scale = alpha
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) * linear.in_features**-0.5)
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))  # the update starts at 0

    def forward(self, x):
        low = x @ self.a.T  # (..., rank)
        return self.linear(x) + self.scale * low @ self.b.T

    def merged(self):
        """Return one weight that does the work of both: (d_out, d_in)."""
        return self.linear.weight + self.scale * self.b @ self.a


def build(d_in, d_out, rank, alpha):
    """Return a new linear layer with LoRA around it."""
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
