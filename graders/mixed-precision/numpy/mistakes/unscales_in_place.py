"""`g /= scale` writes into the caller's gradients, in float16. Whoever logs or accumulates them finds other
numbers. Unscale into new arrays.

zh: `g /= scale` 以 float16 改写了调用者的梯度。之后要记录或累积它们的人看到的是别的数。反缩放的结果应放进新数组。

Caught by: tiny gradients
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
            g /= self.scale
            unscaled = g.astype(np.float32)
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
