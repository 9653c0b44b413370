"""The mask turned into a decay for each parameter, as parameter groups do it."""

import torch
from torch.nn import Linear


def decay_mask(params):
    return [p.dim() > 1 for p in params]


class AdamW:
    def __init__(self, params, lr, betas, eps, weight_decay, mask):
        decays = [weight_decay if decays else 0.0 for decays in mask]
        self.slots = [
            {"p": p, "decay": decay, "t": 0, "m": torch.zeros_like(p), "v": torch.zeros_like(p)}
            for p, decay in zip(params, decays)
        ]
        self.lr, self.betas, self.eps = lr, betas, eps

    def step(self):
        with torch.no_grad():
            for s in self.slots:
                if s["p"].grad is not None:
                    self._move(s, s["p"], s["p"].grad)

    def _move(self, s, p, g):
        b1, b2 = self.betas
        s["t"] += 1
        s["m"].lerp_(g, 1 - b1)
        s["v"].lerp_(g.square(), 1 - b2)
        root = (s["v"] / (1 - b2 ** s["t"])).sqrt()
        direction = s["m"] / (1 - b1 ** s["t"]) / (root + self.eps)
        p.add_(direction + s["decay"] * p, alpha=-self.lr)
