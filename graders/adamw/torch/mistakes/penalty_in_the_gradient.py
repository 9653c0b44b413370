"""You add `weight_decay * p` to the gradient: an L2 penalty, as in Adam of old. It then passes through `m`
and is divided by the root of `v`, so parameters with large gradients hardly decay and others by about
`lr` in full. Keep the moments free of it.

zh: 你把 `weight_decay * p` 加到了梯度上：这是旧 Adam 的 L2 惩罚。它随后经过 `m` 并被 `v` 的平方根除，于是梯度大的参数几乎不衰减，其他参数则衰减整整 `lr` 左右。应让它不进入矩。

Caught by: decay alone
Question: optimizers-decay-inside-adam
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
            if self.mask[i]:
                g = g + self.weight_decay * p
            self.t[i] += 1
            m, v, t = self.m[i], self.v[i], self.t[i]
            m.mul_(b1).add_(g, alpha=1 - b1)
            v.mul_(b2).addcmul_(g, g, value=1 - b2)
            m_hat = m / (1 - b1**t)
            v_hat = v / (1 - b2**t)
            p.sub_(self.lr * m_hat / (v_hat.sqrt() + self.eps))
