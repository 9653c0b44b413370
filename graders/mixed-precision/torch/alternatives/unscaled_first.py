"""Everything is unscaled first and tested then; new weights replace the old ones."""

import torch


class MixedPrecision:
    def __init__(self, params, scale, growth_interval):
        self.params = {k: p.to(torch.float32, copy=True) for k, p in params.items()}
        self.scale, self.interval, self.streak = float(scale), growth_interval, 0

    def half(self):
        return {k: p.to(torch.float16) for k, p in self.params.items()}

    def master(self):
        return {k: p.clone() for k, p in self.params.items()}

    @torch.no_grad()
    def step(self, grads, lr):
        unscaled = {k: g.to(torch.float32) * (1 / self.scale) for k, g in grads.items()}
        finite = torch.stack([torch.isfinite(g).all() for g in unscaled.values()]).all().item()
        if finite:
            self.params = {k: torch.sub(p, unscaled[k], alpha=lr) for k, p in self.params.items()}
        self.streak = self.streak + 1 if finite else 0
        if not finite:
            self.scale *= 0.5
        elif self.streak % self.interval == 0:
            self.scale *= 2.0
        return finite
