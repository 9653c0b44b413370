"""The branch as one Sequential; its last layer is zeroed without a name."""

import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.branch = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))
        with torch.no_grad():
            for parameter in self.branch[-1].parameters():
                parameter.zero_()

    def forward(self, x):
        return torch.add(x, self.branch(x))
