"""Your RMSprop adds the whole square, `decay * s + g²`. The weights then sum to `1 / (1 - decay)` instead
of 1, and the steps are too small by the root of that. The square comes with the factor `1 - decay`.

zh: 你的 RMSprop 加上了整个平方：`decay * s + g²`。于是权重之和是 `1 / (1 - decay)` 而不是 1，步长偏小，偏小的倍数是它的平方根。平方前应有系数 `1 - decay`。

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

    def accumulate(self, s, g):
        s.mul_(self.decay).add_(g**2)
