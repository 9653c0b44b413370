"""silu is applied to the product of both branches. It belongs on the gate alone, before the product.

zh: silu 作用在两个分支的乘积上。它只应作用于 gate，并且在相乘之前。

Caught by: values
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
        gate = gate * self.up(x)
        return self.down(gate * torch.sigmoid(gate))
