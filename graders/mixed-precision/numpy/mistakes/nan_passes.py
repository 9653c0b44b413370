"""You look for infinities alone. An infinity minus an infinity in the backward pass is NaN, and one NaN in
the weights spoils all that follows. `isfinite` sees both.

zh: 你只检查了无穷大。反向传播中无穷大减无穷大就是 NaN，而权重里有一个 NaN 就会毁掉之后的一切。`isfinite` 两者都能发现。

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
        finite = [not np.isinf(g).any() for g in grads.values()]
        if not all(finite):
            self.scale /= 2
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
