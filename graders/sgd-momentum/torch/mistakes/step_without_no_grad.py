"""You change parameters in place while autograd is recording, and a leaf that requires a gradient may not
be overwritten: RuntimeError. The update is no part of the loss: put `step` under torch.no_grad().

zh: 你在 autograd 记录的时候就地修改参数，而需要梯度的叶子张量不允许被改写：RuntimeError。更新不属于损失的计算：把 `step` 放进 torch.no_grad()。

Caught by: contract
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
