"""`float()` of a float32 tensor is that tensor itself, so `master()` hands out your own weights. The next
step changes them under the caller. Clone them.

zh: 对 float32 张量调用 `float()` 得到的就是它本身，因此 `master()` 交出的是你自己的权重，下一步就会在调用者手里改变它们。应克隆。

Caught by: weights handed out
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
        return {k: p.float() for k, p in self.weights.items()}

    def step(self, grads, lr):
        if not all(g.isfinite().all() for g in grads.values()):
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
