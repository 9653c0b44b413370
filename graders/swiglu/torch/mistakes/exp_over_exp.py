"""sigmoid(z) is computed as exp(z) / (1 + exp(z)), which is inf / inf = nan above 709. Divide by 1 +
exp(-z), or use tanh.

zh: sigmoid(z) 写成了 exp(z) / (1 + exp(z))，z 超过 709 时就是 inf / inf = nan。应除以 1 + exp(-z)，或者使用 tanh。

Caught by: large inputs
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
        silu = gate * gate.exp() / (1 + gate.exp())
        return self.down(silu * self.up(x))
