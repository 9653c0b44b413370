"""Velocities in a dictionary, made when a gradient first arrives, as torch.optim does it."""

import torch
from torch.nn import Linear


class SGD:
    def __init__(self, params, lr, momentum=0.0, nesterov=False):
        self.params, self.lr = tuple(params), lr
        self.momentum, self.nesterov = momentum, nesterov
        self.state = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self._move(p, p.grad)

    def _move(self, p, g):
        if p not in self.state:
            self.state[p] = g.clone()
        else:
            self.state[p].mul_(self.momentum).add_(g)
        if self.nesterov:
            g = g.add(self.state[p], alpha=self.momentum)
        else:
            g = self.state[p]
        p.add_(g, alpha=-self.lr)

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()
