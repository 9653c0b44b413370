"""You add the branch to the normalised values instead of to x. The skip must leave x as it is: its scale
and mean are lost otherwise.

zh: 你把分支加到了归一化后的值上，而不是 x 上。跳跃连接必须原样保留 x：否则它的尺度和均值就丢失了。

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
        x = self.norm(x)
        branch = self.down(self.up(x).relu())
        return x + branch  # nothing stands between x and the sum
