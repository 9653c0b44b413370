"""You compute `g + momentum * v` with the velocity from before the step. That is just the new velocity, so
Nesterov becomes plain momentum. Update `v` first and look ahead from there.

zh: 你用这一步之前的速度计算 `g + momentum * v`。这恰好就是新的速度，Nesterov 于是变成了普通动量。应先更新 `v`，再从那里向前看。

Caught by: Nesterov
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
            old = v.clone()
            v.mul_(self.momentum).add_(p.grad)
            if self.nesterov:
                direction = p.grad + self.momentum * old
            else:
                direction = v
            p.sub_(self.lr * direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
