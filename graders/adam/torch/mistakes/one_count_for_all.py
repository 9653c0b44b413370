"""One step count serves all parameters. A parameter whose gradient is missing at first is then corrected as
if its averages were older than they are, and its first step comes out of the wrong size. Count for each
parameter.

zh: 所有参数共用一个步数。某个参数起初没有梯度时，校正就会把它的平均当成更“老”的，于是它的第一步大小不对。应为每个参数单独计数。

Caught by: missing gradients
"""

import torch
from torch.nn import Linear  # the grader trains one


class Adam:
    """Moves every parameter by about lr a step."""

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8
    ):
        # a list: parameters() can be walked through only once
        self.params = list(params)
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self.m = [torch.zeros_like(p) for p in self.params]
        self.v = [torch.zeros_like(p) for p in self.params]
        self.t = [0] * len(self.params)

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        self.count = getattr(self, "count", 0) + 1
        for i, p in enumerate(self.params):
            g = p.grad
            if g is None:
                continue
            self.t[i] = self.count
            m, v, t = self.m[i], self.v[i], self.t[i]
            m.mul_(b1).add_(g, alpha=1 - b1)
            v.mul_(b2).addcmul_(g, g, value=1 - b2)
            m_hat = m / (1 - b1**t)
            v_hat = v / (1 - b2**t)
            p.sub_(self.lr * m_hat / (v_hat.sqrt() + self.eps))

    def zero_grad(self):
        for p in self.params:
            p.grad = None
