"""Your velocity is a moving average, `momentum * v + (1 - momentum) * g`, as in Adam. Here gradients are
added with factor 1, so your steps are too short by the factor `1 - momentum`.

zh: 你的速度是滑动平均 `momentum * v + (1 - momentum) * g`，那是 Adam 的写法。这里梯度以系数 1 累加，因此你的步长偏小，只有 `1 - momentum` 倍。

Caught by: momentum
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
            v.mul_(self.momentum).add_((1 - self.momentum) * p.grad)
            if self.nesterov:
                direction = p.grad + self.momentum * v
            else:
                direction = v
            p.sub_(self.lr * direction)

    def zero_grad(self):
        for p in self.params:
            p.grad = None
