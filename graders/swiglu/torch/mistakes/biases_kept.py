"""nn.Linear makes a bias unless it is told not to: the module has six parameters where three are asked for.
Pass bias=False.

zh: nn.Linear 默认带偏置：模块有六个参数，而题目要求三个。请传入 bias=False。

Caught by: contract
"""

import torch
from torch import nn


class SwiGLU(nn.Module):
    """(silu(gate(x)) * up(x)), projected down again; no biases."""

    def __init__(self, d, hidden):
        super().__init__()
        self.gate = nn.Linear(d, hidden)
        self.up = nn.Linear(d, hidden)
        self.down = nn.Linear(hidden, d)

    def forward(self, x):
        gate = self.gate(x)  # (..., hidden)
        silu = gate * torch.sigmoid(gate)
        return self.down(silu * self.up(x))
