"""New accumulators each step, parameters written through a detached view."""

import torch
from torch.nn import Linear


class Adagrad:
    keep, take = 1.0, 1.0

    def __init__(self, params, lr, eps):
        self.slots = [[p, torch.zeros(p.shape, dtype=p.dtype)] for p in params]
        self.lr, self.eps = lr, eps

    def step(self):
        for slot in self.slots:
            p, g = slot[0].detach(), slot[0].grad
            if g is not None:
                slot[1] = self.keep * slot[1] + self.take * g * g
                p -= self.lr * g / (torch.sqrt(slot[1]) + self.eps)


class RMSprop(Adagrad):
    def __init__(self, params, lr, decay, eps):
        super().__init__(params, lr, eps)
        self.keep, self.take = decay, 1 - decay
