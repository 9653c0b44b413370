"""You change parameters in place while autograd is recording, and a leaf that requires a gradient may not
be overwritten: RuntimeError. The update is no part of the loss: put `step` under torch.no_grad().

zh: 你在 autograd 记录的时候就地修改参数，而需要梯度的叶子张量不允许被改写：RuntimeError。更新不属于损失的计算：把 `step` 放进 torch.no_grad()。

Caught by: contract
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
