"""New moments each step instead of moments changed in place; parameters copied into."""

import torch
from torch.nn import Linear


def decay_mask(params):
    return [len(p.shape) >= 2 for p in params]


class AdamW:
    def __init__(self, params, lr, betas, eps, weight_decay, mask):
        self.slots = [(p, decays, [0.0, 0.0, 0]) for p, decays in zip(params, mask)]
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay

    @torch.no_grad()
    def step(self):
        b1, b2 = self.betas
        for p, decays, slot in self.slots:
            if p.grad is None:
                continue
            m, v, t = slot
            slot[:] = m, v, t = b1 * m + (1 - b1) * p.grad, b2 * v + (1 - b2) * p.grad**2, t + 1
            move = (m / (1 - b1**t)) / (torch.sqrt(v / (1 - b2**t)) + self.eps)
            if decays:
                move = move + self.weight_decay * p
            p.copy_(p - self.lr * move)
