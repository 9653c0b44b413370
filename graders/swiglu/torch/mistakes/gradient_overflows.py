"""silu is computed as z / (1 + exp(-z)). Its value survives z = -10000, but its derivative holds exp(-z) /
(1 + exp(-z)) ** 2 = inf / inf = nan. Use the framework's sigmoid, or tanh.

zh: silu 写成了 z / (1 + exp(-z))。z = -10000 时数值没有问题，但导数里有 exp(-z) / (1 + exp(-z)) ** 2 = inf / inf = nan。请用框架的 sigmoid 或 tanh。

Caught by: gradient at large inputs
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
        silu = gate / (1 + torch.exp(-gate))
        return self.down(silu * self.up(x))
