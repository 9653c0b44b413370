"""You keep `params` as it came. `model.parameters()` is a generator: whoever walks through it once has
emptied it, so later loops do nothing at all. Make a list of it in `__init__`.

zh: 你原样保存了 `params`。`model.parameters()` 是生成器：遍历一次就空了，之后的循环什么也不做。请在 `__init__` 中把它变成列表。

Caught by: steps without momentum
"""

import torch
from torch.nn import Linear  # the grader trains one


class SGD:
    """v <- momentum * v + g, then p <- p - lr * v."""

    def __init__(
        self, params, lr, momentum=0.0, nesterov=False
    ):
        # a list: parameters() can be walked through only once
        self.params = params
        self.lr = lr
        self.momentum = momentum
        self.nesterov = nesterov
        self.velocities = [
            torch.zeros_like(p) for p in self.params
        ]

    @torch.no_grad()
    def step(self):
        for p, v in zip(self.params, self.velocities):
            if p.grad is None:
                continue
            v.mul_(self.momentum).add_(p.grad)
            if self.nesterov:
                direction = p.grad + self.momentum * v
            else:
                direction = v
            p.sub_(self.lr * direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
