"""The update is not scaled by alpha / rank. With the scale, another rank needs no other learning rate.

zh: 更新没有乘以 alpha / rank。有了这个缩放，换一个秩时就不必换学习率。

Caught by: values
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
        return self.linear(x) + low @ self.b.T

    def merged(self):
        """Return one weight that does the work of both: (d_out, d_in)."""
        return self.linear.weight + self.scale * self.b @ self.a


def build(d_in, d_out, rank, alpha):
    """Return a new linear layer with LoRA around it."""
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
