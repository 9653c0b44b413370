"""The sum is normalised, not the branch's input: that is post-norm. Every skip then passes through a
normalisation, and a new block is not the identity.

zh: 被归一化的是和，而不是分支的输入：那是 post-norm。这样每条跳跃连接都要穿过一次归一化，新建的块也不是恒等映射。

Caught by: values
"""

from torch import nn


class ResidualBlock(nn.Module):
    """x plus a branch: normalise, layer, ReLU, layer."""

    def __init__(self, dim, hidden):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.up = nn.Linear(dim, hidden)
        self.down = nn.Linear(hidden, dim)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x):
        branch = self.down(self.up(x).relu())
        return self.norm(x + branch)
