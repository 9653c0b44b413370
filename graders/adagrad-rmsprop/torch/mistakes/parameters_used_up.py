"""You keep `params` as it came. `model.parameters()` is a generator: whoever walks through it once has
emptied it, so later loops do nothing at all. Make a list of it in `__init__`.

zh: 你原样保存了 `params`。`model.parameters()` 是生成器：遍历一次就空了，之后的循环什么也不做。请在 `__init__` 中把它变成列表。

Caught by: Adagrad
"""

import torch
from torch.nn import Linear  # the grader trains one


class Scaled:
    """p <- p - lr * g / (sqrt(s) + eps)."""

    def __init__(self, params, lr, eps):
        # a list: parameters() can be walked through only once
        self.params = params
        self.lr = lr
        self.eps = eps
        self.s = [torch.zeros_like(p) for p in params]

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
        s.mul_(self.decay).add_((1 - self.decay) * g**2)
