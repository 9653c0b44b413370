"""`[torch.zeros(())] * n` is one tensor n times, or `m` and `v` are the same tensors: the averages of all
parameters run into each other. Make a tensor of zeros for each moment of each parameter.

zh: `[torch.zeros(())] * n` 是同一个张量出现 n 次，或者 `m` 和 `v` 就是同一批张量：所有平均混在了一起。每个参数的每个矩都要有自己的零张量。

Caught by: the first step
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
        self.v = self.m
        self.t = [0] * len(self.params)

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        for i, p in enumerate(self.params):
            g = p.grad
            if g is None:
                continue
            self.t[i] += 1
            m, v, t = self.m[i], self.v[i], self.t[i]
            m.mul_(b1).add_(g, alpha=1 - b1)
            v.mul_(b2).addcmul_(g, g, value=1 - b2)
            m_hat = m / (1 - b1**t)
            v_hat = v / (1 - b2**t)
            p.sub_(self.lr * m_hat / (v_hat.sqrt() + self.eps))

    def zero_grad(self):
        for p in self.params:
            p.grad = None
