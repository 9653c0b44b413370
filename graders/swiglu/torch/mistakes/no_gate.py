"""There is no product: silu(x @ w_gate) goes straight down, as in an ordinary MLP, and w_up is not used.

zh: 没有相乘：silu(x @ w_gate) 直接进入下投影，和普通的 MLP 一样，w_up 没有用到。

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
        silu = gate * torch.sigmoid(gate)
        return self.down(silu)
