"""You treat a missing gradient as zeros, so the velocity shrinks and still moves a parameter that had no
part in the loss. Skip it: no gradient, no step.

zh: 你把缺失的梯度当作零，于是速度衰减，并且仍在移动一个没有参与损失的参数。应当跳过：没有梯度就没有更新。

Caught by: missing gradients
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
            g = torch.zeros_like(p) if p.grad is None else p.grad
            v.mul_(self.momentum).add_(g)
            if self.nesterov:
                direction = g + self.momentum * v
            else:
                direction = v
            p.sub_(self.lr * direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
