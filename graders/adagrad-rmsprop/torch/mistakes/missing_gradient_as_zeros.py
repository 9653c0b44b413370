"""You treat a missing gradient as zeros. The parameter stays, but the average of RMSprop decays, and the
next step of that parameter is too large. Skip it altogether.

zh: 你把缺失的梯度当作零。参数虽然没动，RMSprop 的平均却衰减了，该参数的下一步就偏大。应整个跳过它。

Caught by: missing gradients
"""

import torch
from torch.nn import Linear  # the grader trains one


class Scaled:
    """p <- p - lr * g / (sqrt(s) + eps)."""

    def __init__(self, params, lr, eps):
        # a list: parameters() can be walked through only once
        self.params = list(params)
        self.lr = lr
        self.eps = eps
        self.s = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self):
        for p, s in zip(self.params, self.s):
            g = torch.zeros_like(p) if p.grad is None else p.grad
            self.accumulate(s, g)
            p.sub_(self.lr * g / (s.sqrt() + self.eps))


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
