"""Both layers start at zero. The block is the identity, and stays it: with w2 zero no gradient reaches w1,
and with w1 zero every hidden value is 0, so none reaches w2.

zh: 两层都从零开始。块是恒等映射，而且永远如此：w2 为零时梯度到不了 w1，w1 为零时隐藏值全为 0，梯度也到不了 w2。

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
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)
        nn.init.zeros_(self.up.weight)

    def forward(self, x):
        branch = self.down(self.up(self.norm(x)).relu())
        return x + branch  # nothing stands between x and the sum
