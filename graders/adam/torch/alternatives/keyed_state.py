"""A dictionary of states, made when a gradient first arrives; both moments moved by lerp."""

import torch
from torch.nn import Linear


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.lr, self.betas, self.eps = tuple(params), lr, betas, eps
        self.state = {}

    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self._move(p, p.grad)

    def _move(self, p, g):
        b1, b2 = self.betas
        if p not in self.state:
            self.state[p] = {"t": 0, "m": torch.zeros_like(g), "v": torch.zeros_like(g)}
        s = self.state[p]
        s["t"] += 1
        s["m"].lerp_(g, 1 - b1)
        s["v"].lerp_(g.square(), 1 - b2)
        root = (1 - b2 ** s["t"]) ** 0.5
        p.addcdiv_(s["m"], s["v"].sqrt().div_(root).add_(self.eps), value=-self.lr / (1 - b1 ** s["t"]))

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()
