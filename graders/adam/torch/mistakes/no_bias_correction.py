"""You leave out the bias correction. Both averages begin at 0, so in the first steps `m` is too small by
the factor `1 - b1**t`, and `v` by `1 - b2**t`, of which the root counts: the first steps come out
several times too large or too small. Divide both.

zh: 你省略了无偏校正。两个平均都从 0 开始，因此最初几步中 `m` 偏小 `1 - b1**t` 倍，`v` 偏小 `1 - b2**t` 倍（起作用的是它的平方根）：前几步会大出或小出好几倍。两者都要除。

Caught by: the first step
Question: optimizers-without-bias-correction
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
        for i, p in enumerate(self.params):
            g = p.grad
            if g is None:
                continue
            self.t[i] += 1
            m, v, t = self.m[i], self.v[i], self.t[i]
            m.mul_(b1).add_(g, alpha=1 - b1)
            v.mul_(b2).addcmul_(g, g, value=1 - b2)
            m_hat = m
            v_hat = v
            p.sub_(self.lr * m_hat / (v_hat.sqrt() + self.eps))

    def zero_grad(self):
        for p in self.params:
            p.grad = None
