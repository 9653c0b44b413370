"""Plain parameters, and gate and up projection in one matrix product, as it is done for speed."""

import torch
from torch import nn


class SwiGLU(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        self.w_gate = nn.Parameter(torch.randn(hidden, d) / d**0.5)
        self.w_up = nn.Parameter(torch.randn(hidden, d) / d**0.5)
        self.w_down = nn.Parameter(torch.randn(d, hidden) / hidden**0.5)

    def forward(self, x):
        gate, up = (x @ torch.cat([self.w_gate, self.w_up]).T).chunk(2, dim=-1)
        return nn.functional.linear(gate.mul(gate.sigmoid()).mul(up), self.w_down)
