"""You skip the step but keep the scale, so the next backward pass overflows again, and so on for ever.
Halve it.

zh: 你跳过了这一步，却没有改变缩放系数，于是下一次反向传播又会上溢，如此反复。应减半。

Caught by: an overflow is skipped
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
            self.good = 0
            return False
        for k, g in grads.items():
            # first float32, then the division
            unscaled = g.astype(np.float32) / self.scale
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
