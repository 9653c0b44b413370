"""The activation is applied to the up projection and the gate is left linear. The layer would train as
well, but weights have names: silu belongs to w_gate.

zh: 激活函数用在了 up 投影上，gate 却是线性的。这样的层也能训练，但权重是有名字的：silu 属于 w_gate。

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
        up = self.up(x)
        return self.down(gate * up * torch.sigmoid(up))
