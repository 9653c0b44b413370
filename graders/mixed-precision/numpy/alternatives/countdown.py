"""A countdown to the next doubling; unscaled in float64, rounded to float32 once."""

import numpy as np


class MixedPrecision:
    def __init__(self, params, scale, growth_interval):
        self._master = {name: p.astype("float32") for name, p in params.items()}
        self.scale = scale
        self._left = self._interval = growth_interval

    def _copies(self, dtype):
        return {name: p.astype(dtype, copy=True) for name, p in self._master.items()}

    def half(self):
        return self._copies("float16")

    def master(self):
        return self._copies("float32")

    def step(self, grads, lr):
        wide = {name: g.astype("float64") for name, g in grads.items()}
        if not np.isfinite(sum(np.abs(g).max() for g in wide.values())):
            self.scale, self._left = self.scale / 2, self._interval
            return False
        for name, g in wide.items():
            self._master[name] = (self._master[name] - lr * (g / self.scale)).astype("float32")
        self._left -= 1
        if self._left == 0:
            self.scale, self._left = self.scale * 2, self._interval
        return True
