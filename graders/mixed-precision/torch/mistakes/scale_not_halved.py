"""You skip the step but keep the scale, so the next backward pass overflows again, and so on for ever.
Halve it.

zh: 你跳过了这一步，却没有改变缩放系数，于是下一次反向传播又会上溢，如此反复。应减半。

Caught by: an overflow is skipped
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
            self.good = 0
            return False
        for k, g in grads.items():
            # first float32, then the division
            unscaled = g.float() / self.scale
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
