"""You skip only the weights whose own gradient is not finite, and move the others. An overflow means that
this backward pass cannot be trusted: look at all gradients first.

zh: 你只跳过自身梯度不是有限数的权重，其他照样移动。出现上溢说明整个反向传播都不可信：应先检查所有梯度。

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
            self.scale /= 2
            self.good = 0
            made = False
        else:
            made = True
        for k, g in grads.items():
            if not np.isfinite(g).all():
                continue
            # first float32, then the division
            old = self.scale if made else 2 * self.scale
            unscaled = g.astype(np.float32) / old
            self.weights[k] -= lr * unscaled
        if not made:
            return False
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
