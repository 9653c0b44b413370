"""Everything is unscaled first and tested then; new weights replace the old ones."""

import numpy as np


class MixedPrecision:
    def __init__(self, params, scale, growth_interval):
        self.params = {k: np.array(p, np.float32) for k, p in params.items()}
        self.scale, self.interval, self.streak = float(scale), growth_interval, 0

    def half(self):
        return {k: np.float16(p) for k, p in self.params.items()}

    def master(self):
        return {k: np.array(p) for k, p in self.params.items()}

    def step(self, grads, lr):
        unscaled = {k: np.float32(g) * np.float32(1 / self.scale) for k, g in grads.items()}
        finite = bool(np.all([np.all(np.isfinite(g)) for g in unscaled.values()]))
        if finite:
            self.params = {k: p - np.float32(lr) * unscaled[k] for k, p in self.params.items()}
        self.adjust(finite)
        return finite

    def adjust(self, finite):
        self.streak = self.streak + 1 if finite else 0
        if not finite:
            self.scale *= 0.5
        elif self.streak % self.interval == 0:
            self.scale *= 2.0
