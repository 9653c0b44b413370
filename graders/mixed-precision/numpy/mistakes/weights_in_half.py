"""You round the weights to float16 after each step. Between 1 and 2 its numbers lie 0.001 apart, so steps
smaller than half of that are lost, however many there are. The master stays in float32.

zh: 每一步之后，你都把权重舍入到 float16。在 1 与 2 之间它的数相距 0.001，小于其一半的步全部丢失，走多少步都没用。主权重应保持 float32。

Caught by: one step
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
            p = self.weights[k] - lr * unscaled
            self.weights[k] = p.astype(np.float16).astype(np.float32)
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
