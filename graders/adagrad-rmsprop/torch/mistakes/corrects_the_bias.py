"""You divide the average by `1 - decay**t`, as Adam does. RMSprop has no such correction; its first step is
larger than `lr` by `1 / √(1 - decay)`.

zh: 你把平均值除以 `1 - decay**t`，那是 Adam 的做法。RMSprop 没有这个校正；它的第一步比 `lr` 大 `1 / √(1 - decay)` 倍。

Caught by: RMSprop
"""

import torch
from torch.nn import Linear  # the grader trains one


class Scaled:
    """p <- p - lr * g / (sqrt(s) + eps)."""

    def __init__(self, params, lr, eps):
        # a list: parameters() can be walked through only once
        self.params = list(params)
        self.lr = lr
        self.eps = eps
        self.s = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self):
        for p, s in zip(self.params, self.s):
            if p.grad is None:
                continue
            self.accumulate(s, p.grad)
            p.sub_(self.lr * p.grad / (s.sqrt() + self.eps))


class Adagrad(Scaled):
    """The sum of all squares: it never forgets."""

    def accumulate(self, s, g):
        s.add_(g**2)


class RMSprop(Scaled):
    """A moving average of the squares."""

    def __init__(self, params, lr, decay, eps):
        super().__init__(params, lr, eps)
        self.decay = decay
        self.raw = {}

    def accumulate(self, s, g):
        raw, t = self.raw.get(s, (torch.zeros_like(s), 0))
        raw = self.decay * raw + (1 - self.decay) * g**2
        self.raw[s] = raw, t + 1
        s.copy_(raw / (1 - self.decay ** (t + 1)))
