"""You do not set the count back after doubling. From then on it is never equal to the interval again, or
the scale is doubled in every step.

zh: 加倍之后你没有把计数清零。之后计数再也不会等于间隔，或者每一步都会加倍。

Caught by: the scale grows
"""

import numpy as np


class MixedPrecision:
    """Stands between a float16 model and its update."""

    def __init__(self, params, scale, growth_interval):
        self.weights = {
            k: p.astype(np.float32) for k, p in params.items()
        }
        self.scale = scale
        self.growth_interval = growth_interval
        self.good = 0

    def half(self):
        return {
            k: p.astype(np.float16)
            for k, p in self.weights.items()
        }

    def master(self):
        return {k: p.copy() for k, p in self.weights.items()}

    def step(self, grads, lr):
        finite = [np.isfinite(g).all() for g in grads.values()]
        if not all(finite):
            self.scale /= 2
            self.good = 0
            return False
        for k, g in grads.items():
            # first float32, then the division
            unscaled = g.astype(np.float32) / self.scale
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good >= self.growth_interval:
            self.scale *= 2
        return True
