"""New velocities each step, and parameters written through a detached view."""

import torch
from torch.nn import Linear


class SGD:
    def __init__(self, params, lr, momentum=0.0, nesterov=False):
        self.slots = [[p, torch.zeros_like(p.data)] for p in params]
        self.lr, self.momentum, self.nesterov = lr, momentum, nesterov

    def step(self):
        for slot in self.slots:
            p, v = slot
            if p.grad is None:
                continue
            g = p.grad.detach()
            slot[1] = v = self.momentum * v + g
            move = g + self.momentum * v if self.nesterov else v
            p.detach().copy_(p.detach() - self.lr * move)

    def zero_grad(self):
        for p, _ in self.slots:
            p.grad = None
