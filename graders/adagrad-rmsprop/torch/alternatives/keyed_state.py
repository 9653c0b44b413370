"""Two classes of their own, accumulators made when a gradient first arrives."""

import torch
from torch.nn import Linear


class Adagrad:
    def __init__(self, params, lr, eps):
        self.params, self.lr, self.eps, self.sums = tuple(params), lr, eps, {}

    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            with torch.no_grad():
                total = self.sums.get(p, 0.0) + p.grad.square()
                self.sums[p] = total
                p.addcdiv_(p.grad, total.sqrt() + self.eps, value=-self.lr)


class RMSprop:
    def __init__(self, params, lr, decay, eps):
        self.params, self.lr, self.eps, self.weight, self.means = tuple(params), lr, eps, 1 - decay, {}

    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            with torch.no_grad():
                mean = self.means.setdefault(p, torch.zeros_like(p))
                mean.lerp_(p.grad.square(), self.weight)
                p.addcdiv_(p.grad, mean.sqrt() + self.eps, value=-self.lr)
