"""The two branches are added. A gate multiplies: where silu(gate) is near 0 nothing passes.

zh: 两个分支被相加了。门是相乘的：silu(gate) 接近 0 处什么也通不过。

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
        return self.down(silu + self.up(x))
