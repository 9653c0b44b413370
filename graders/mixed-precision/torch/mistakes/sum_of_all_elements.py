"""You test the sum of the gradients. Large finite gradients overflow in a float16 sum, and steps are
skipped for nothing: test the elements.

zh: 你检查的是梯度之和。很大但有限的梯度在 float16 求和时会上溢，一步就白白被跳过：应逐个元素检查。

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
        if not all(g.sum().isfinite() for g in grads.values()):
            self.scale /= 2
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
