"""You divide in float16 and convert afterwards. The small gradients that the scale was to save are rounded
or become 0 in that division. Convert first.

zh: 你先在 float16 中相除，再做转换。缩放本要保住的小梯度，在这次除法中被舍入或变成了 0。应先转换。

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
            unscaled = (g / np.float16(self.scale)).astype(np.float32)
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
