"""The skip is missing: y is the branch alone. A new block then gives zeros, and gradients reach x only
through the branch.

zh: 缺少跳跃连接：y 只是分支。新建的块因此输出零，梯度也只能经过分支到达 x。

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
        branch = self.down(self.up(self.norm(x)).relu())
        return branch
