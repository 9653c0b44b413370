"""Your `step` clears the gradients too. Whoever clips, logs or accumulates them afterwards finds nothing;
clearing is the business of `zero_grad`.

zh: 你的 `step` 顺便清除了梯度。之后想裁剪、记录或累积梯度的人什么也找不到；清除是 `zero_grad` 的事。

Caught by: gradients before and after
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
            v.mul_(self.momentum).add_(p.grad)
            if self.nesterov:
                direction = p.grad + self.momentum * v
            else:
                direction = v
            p.sub_(self.lr * direction)
            p.grad = None

    def zero_grad(self):
        for p in self.params:
            p.grad = None
