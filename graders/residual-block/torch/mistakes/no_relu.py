"""There is no ReLU between the layers. Two linear layers in a row are one: the branch can bend nothing.

zh: 两层之间没有 ReLU。连续两个线性层等于一个：分支无法表达任何弯曲。

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
        branch = self.down(self.up(self.norm(x)))
        return x + branch  # nothing stands between x and the sum
