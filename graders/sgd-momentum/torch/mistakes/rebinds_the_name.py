"""`p = p - ...` makes a new tensor and binds the loop's own name to it; the model keeps its old parameter.
Change the parameter itself: `p.sub_(...)` or `p -= ...`.

zh: `p = p - ...` 生成了一个新张量，只是让循环变量的名字指向它；模型里的参数没有变。应当修改参数本身：`p.sub_(...)` 或 `p -= ...`。

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
            p = p - self.lr * direction

    def zero_grad(self):
        for p in self.params:
            p.grad = None
