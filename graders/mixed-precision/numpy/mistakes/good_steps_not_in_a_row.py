"""An overflow does not set your count back. The scale is then doubled although fewer than `growth_interval`
good steps in a row have shown that there is room.

zh: 上溢之后你没有把计数清零。于是还没有连续 `growth_interval` 步成功，缩放系数就加倍了。

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
