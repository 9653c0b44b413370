"""You fold the correction into the step size but leave `eps` as it is. In `m / (sqrt(v) + eps)` the root is
not yet corrected, so `eps` weighs more than it should in the first steps. Scale it too, or correct `v`
first.

zh: 你把校正折进了步长，却没有改动 `eps`。在 `m / (sqrt(v) + eps)` 里平方根尚未校正，所以最初几步中 `eps` 的分量过重。把它也按比例缩放，或先校正 `v`。

Caught by: where eps stands
Question: optimizers-role-of-epsilon
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
            m_hat = m / (1 - b1**t)
            v_hat = v / (1 - b2**t)
            p.sub_(self.lr * (1 - b2**t) ** 0.5 * m_hat / (v.sqrt() + self.eps))

    def zero_grad(self):
        for p in self.params:
            p.grad = None
