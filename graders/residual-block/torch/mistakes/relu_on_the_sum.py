"""A ReLU follows the sum. It cuts off everything negative on the skip, at every block, and gradients with
it. The block ends with the sum.

zh: 求和之后还有一个 ReLU。它在每个块都切掉跳跃连接上的负值，连同梯度。求和就是这个块的终点。

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
        return (x + branch).relu()
