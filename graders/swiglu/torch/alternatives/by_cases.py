"""Three linear layers in a ModuleDict, the activation as a function of its own."""

import torch
from torch import nn


def silu(z):
    return z * (torch.tanh(z / 2) + 1) / 2


class SwiGLU(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        sizes = {"gate": (d, hidden), "up": (d, hidden), "down": (hidden, d)}
        self.layers = nn.ModuleDict({name: nn.Linear(*size, bias=False) for name, size in sizes.items()})

    def forward(self, x):
        hidden = silu(self.layers["gate"](x)) * self.layers["up"](x)
        return self.layers["down"](hidden)
