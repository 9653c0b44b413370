"""You step with the scaled gradients, as if the learning rate were `scale` times as large. Divide by the
scale first.

zh: 你直接用缩放过的梯度更新，相当于学习率大了 `scale` 倍。应先除以缩放系数。

Caught by: one step
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
            unscaled = g.float()
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good == self.growth_interval:
            self.scale *= 2
            self.good = 0
        return True
