"""Both factors are 0. Each one's gradient is multiplied by the other, so both gradients are 0 and stay so:
nothing is ever learned.

zh: 两个因子都为 0。每个因子的梯度都要乘以另一个因子，所以两个梯度都是 0，而且永远是 0：什么也学不到。

Caught by: the start
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """linear(x) + alpha / rank * x @ a.T @ b.T, where only a and b are trained."""

    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.zeros(rank, linear.in_features))
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
