"""The second layer starts at random, so a new block changes x. With its weight and bias at zero every block
begins as the identity, however many there are.

zh: 第二层随机开始，于是新建的块会改变 x。把它的权重和偏置置零，无论有多少块，开始时都是恒等映射。

Caught by: a new block
"""

from torch import nn


class ResidualBlock(nn.Module):
    """x plus a branch: normalise, layer, ReLU, layer."""

    def __init__(self, dim, hidden):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.up = nn.Linear(dim, hidden)
        self.down = nn.Linear(hidden, dim)

    def forward(self, x):
        branch = self.down(self.up(self.norm(x)).relu())
        return x + branch  # nothing stands between x and the sum
