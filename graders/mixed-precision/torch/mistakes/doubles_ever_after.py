"""You do not set the count back after doubling. From then on it is never equal to the interval again, or
the scale is doubled in every step.

zh: 加倍之后你没有把计数清零。之后计数再也不会等于间隔，或者每一步都会加倍。

Caught by: the scale grows
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
            unscaled = g.float() / self.scale
            self.weights[k] -= lr * unscaled
        self.good += 1
        if self.good >= self.growth_interval:
            self.scale *= 2
        return True
