"""You put `lr` into the velocity: `v = momentum * v + lr * g`. With a constant rate that is the same; when
a schedule lowers the rate, the velocity still holds moves of the old size. Keep gradients in it and
multiply by `lr` when the parameters move.

zh: 你把 `lr` 放进了速度：`v = momentum * v + lr * g`。学习率固定时两者相同；当调度器降低学习率时，速度里仍是旧步长的移动量。速度里只存梯度，在参数移动时再乘 `lr`。

Caught by: a learning rate that changes
"""

import torch
from torch.nn import Linear  # the grader trains one


class SGD:
    """v <- momentum * v + g, then p <- p - lr * v."""

    def __init__(
        self, params, lr, momentum=0.0, nesterov=False
    ):
        # a list: parameters() can be walked through only once
        self.params = list(params)
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
            v.mul_(self.momentum).add_(self.lr * p.grad)
            if self.nesterov:
                direction = self.lr * p.grad + self.momentum * v
            else:
                direction = v
            p.sub_(direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
