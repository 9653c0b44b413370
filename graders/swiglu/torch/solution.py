"""SwiGLU: a gated MLP as a module."""

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
        return self.down(silu * self.up(x))
