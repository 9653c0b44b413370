"""You divide in float16 and convert afterwards. The small gradients that the scale was to save are rounded
or become 0 in that division. Convert first.

zh: 你先在 float16 中相除，再做转换。缩放本要保住的小梯度，在这次除法中被舍入或变成了 0。应先转换。

Caught by: tiny gradients
"""

import torch


class MixedPrecision:
    """Stands between a float16 model and its update."""

    def __init__(self, params, scale, growth_interval):
        self.weights = {
            k: p.detach().clone().float()
            for k, p in params.items()
        }
        self.scale = scale
        self.growth_interval = growth_interval
        self.good = 0

    def half(self):
        return {k: p.half() for k, p in self.weights.items()}

    def master(self):
        return {k: p.clone() for k, p in self.weights.items()}

    def step(self, grads, lr):
        if not all(g.isfinite().all() for g in grads.values()):
            self.scale /= 2
            self.good = 0
            return False
        for k, g in grads.items():
            # first float32, then the division
            unscaled = (g / self.scale).float()
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
