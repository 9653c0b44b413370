"""The gate is sigmoid(z) alone. That is GLU; SwiGLU multiplies by z once more: silu(z) = z * sigmoid(z).

zh: 门只取了 sigmoid(z)。那是 GLU；SwiGLU 还要再乘一次 z：silu(z) = z * sigmoid(z)。

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
        silu = torch.sigmoid(gate)
        return self.down(silu * self.up(x))
