"""The values are right, but the gate is cut off from autodiff: w_gate gets no gradient and never learns to
open.

zh: 数值是对的，但门被从自动微分中切断：w_gate 得不到梯度，永远学不会打开。

Caught by: gradient
"""

import torch
from torch import nn


class SwiGLU(nn.Module):
    """(silu(gate(x)) * up(x)), projected down again; no biases."""

    def __init__(self, d, hidden):
        super().__init__()
        self.gate = nn.Linear(d, hidden, bias=False)
        self.up = nn.Linear(d, hidden, bias=False)
        self.down = nn.Linear(hidden, d, bias=False)

    def forward(self, x):
        gate = self.gate(x)  # (..., hidden)
        silu = (gate * torch.sigmoid(gate)).detach()
        return self.down(silu * self.up(x))
