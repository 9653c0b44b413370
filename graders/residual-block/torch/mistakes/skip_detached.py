"""The skip is added without its graph, so gradients reach x through the branch alone, and the earlier
blocks lose the path that the skip is there for.

zh: 跳跃连接脱离了计算图，梯度只能经过分支到达 x，前面的块失去了跳跃连接本该提供的通路。

Caught by: gradient
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
        return x.detach() + branch  # nothing stands between x and the sum
