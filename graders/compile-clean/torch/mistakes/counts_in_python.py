"""The place in the ring comes from a Python number on the module that grows with each call. The graph is
guarded on its value, so every call is compiled anew, until the limit of recompilations. A count that
lives between calls is a buffer.

zh: 环中的位置来自模块上一个每次调用都增长的 Python 数字。图对它的值设有守卫，因此每次调用都重新编译，直到达到上限。跨调用的计数应放在缓冲区里。

Caught by: one graph
"""

import torch
from torch import nn


class Pool(nn.Module):
    """x (batch, time, width), lengths (batch,) -> the mean over each row's steps, clipped as a whole: (batch, width)."""

    def __init__(self, width, limit):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.limit = limit
        self.register_buffer("norms", torch.zeros(4))
        self.register_buffer("calls", torch.tensor(0))
        self.count = 0
        self.register_buffer("clipped", torch.tensor(0))

    def forward(self, x, lengths):
        inside = torch.arange(x.shape[1], device=x.device) < lengths[:, None]  # (batch, time)
        h = self.linear(x).masked_fill(~inside[:, :, None], 0)  # whatever the padding held
        pooled = h.sum(1) / lengths.clamp(min=1)[:, None]
        norm = pooled.norm()
        self._remember(norm.detach())
        # No branch, and no infinite derivative in one that isn't taken: the divisor is never below the limit.
        return pooled * (self.limit / norm.clamp(min=self.limit))

    def _remember(self, norm):
        self.norms[self.count % 4] = norm
        self.count += 1
        self.calls += 1
        self.clipped += norm > self.limit
