"""The branch still asks Python for a number, `if norm.item() > limit`. The compiler cannot know it while it
traces, so the graph ends there. A factor that is 1 below the limit needs no branch.

zh: 分支仍然向 Python 要一个数：`if norm.item() > limit`。编译器在追踪时无法知道它，图就到此为止。用一个在限度以下等于 1 的因子，就不需要分支。

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
        self.register_buffer("clipped", torch.tensor(0))

    def forward(self, x, lengths):
        inside = torch.arange(x.shape[1], device=x.device) < lengths[:, None]  # (batch, time)
        h = self.linear(x).masked_fill(~inside[:, :, None], 0)  # whatever the padding held
        pooled = h.sum(1) / lengths.clamp(min=1)[:, None]
        norm = pooled.norm()
        self._remember(norm.detach())
        if norm.item() > self.limit:
            pooled = pooled * (self.limit / norm)
        return pooled

    def _remember(self, norm):
        place = torch.arange(4, device=norm.device) == self.calls % 4
        self.norms.copy_(torch.where(place, norm, self.norms))
        self.calls += 1
        self.clipped += norm > self.limit
