"""The layer that was given still wants gradients: an optimizer would change it, and its gradients and
states take the memory that LoRA is to save. Call requires_grad_(False) on it.

zh: 传入的层仍然需要梯度：优化器会改变它，它的梯度和状态还会占用 LoRA 本该节省的内存。应对它调用 requires_grad_(False)。

Caught by: gradient
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """linear(x) + alpha / rank * x @ a.T @ b.T, where only a and b are trained."""

    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear = linear
        self.scale = alpha / rank
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
