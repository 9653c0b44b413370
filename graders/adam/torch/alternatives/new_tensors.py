"""New moments each step instead of moments changed in place; parameters copied into."""

import torch
from torch.nn import Linear


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.slots = [(p, [0.0, 0.0, 0]) for p in params]
        self.lr, self.betas, self.eps = lr, betas, eps

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        for p, slot in self.slots:
            if p.grad is None:
                continue
            m, v, t = slot
            m, v, t = b1 * m + (1 - b1) * p.grad, b2 * v + (1 - b2) * p.grad**2, t + 1
            slot[:] = m, v, t
            p.copy_(p - self.lr * (m / (1 - b1**t)) / (torch.sqrt(v / (1 - b2**t)) + self.eps))

    def zero_grad(self):
        for p, _ in self.slots:
            p.grad = None
