"""Everything decays, whatever the mask says. Biases and norm scales are pulled to 0 as well, which costs
accuracy and regularises nothing.

zh: 无论掩码怎么说，全部参数都在衰减。偏置和归一化层的缩放也被拉向 0，这会损失精度，却没有正则化作用。

Caught by: any mask
Question: optimizers-who-is-decayed
"""

import torch
from torch.nn import Linear  # the grader trains one


def decay_mask(params):
    """True for what has two axes or more."""
    return [p.ndim >= 2 for p in params]


class AdamW:
    """Adam, and a decay that its moments do not see."""

    def __init__(
        self, params, lr, betas, eps, weight_decay, mask
    ):
        # a list: parameters() can be walked through only once
        self.params = list(params)
        self.mask = mask
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self.weight_decay = weight_decay
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
            p.mul_(1 - self.lr * self.weight_decay)
            self.t[i] += 1
            m, v, t = self.m[i], self.v[i], self.t[i]
            m.mul_(b1).add_(g, alpha=1 - b1)
            v.mul_(b2).addcmul_(g, g, value=1 - b2)
            m_hat = m / (1 - b1**t)
            v_hat = v / (1 - b2**t)
            p.sub_(self.lr * m_hat / (v_hat.sqrt() + self.eps))
