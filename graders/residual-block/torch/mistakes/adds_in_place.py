"""The branch is added to x in place, so the caller's array changes, and whoever needs x later gets
something else. A leaf that wants a gradient may not even be changed so, and PyTorch raises RuntimeError.
Write `x + branch`.

zh: 你把分支就地加到 x 上，调用者的数组因此改变，之后要用 x 的人得到的是别的东西。需要梯度的叶子张量根本不允许这样修改，PyTorch 会抛出 RuntimeError。请写 `x + branch`。

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
        x += branch
        return x
