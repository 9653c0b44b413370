"""You add `eps` under the root. `sqrt(v + eps)` acts like a floor of `sqrt(eps)`, 1e-4 where 1e-8 was
meant. Add it to the root.

zh: 你把 `eps` 加在了根号里面。`sqrt(v + eps)` 相当于以 `sqrt(eps)` 为下限，本想要 1e-8，实际是 1e-4。应加在根号外面。

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
            p.sub_(self.lr * m_hat / (v_hat + self.eps).sqrt())

    def zero_grad(self):
        for p in self.params:
            p.grad = None
