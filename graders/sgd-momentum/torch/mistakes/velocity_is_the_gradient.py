"""Your first velocity is `p.grad` itself, not a copy. The next backward pass adds to that tensor, or
zero_grad clears it, and the velocity with it. Clone the gradient, or start with zeros.

zh: 你的第一个速度就是 `p.grad` 本身，而不是副本。下一次反向传播会往这个张量上累加，或被 zero_grad 清零，速度也跟着变。应克隆梯度，或者从零开始。

Caught by: gradients written over
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
            None for p in self.params
        ]

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            v = self.velocities[i]
            if v is None:
                v = p.grad
            else:
                v.mul_(self.momentum).add_(p.grad)
            self.velocities[i] = v
            if self.nesterov:
                direction = p.grad + self.momentum * v
            else:
                direction = v
            p.sub_(self.lr * direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
