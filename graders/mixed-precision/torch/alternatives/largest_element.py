"""The largest element of all gradients decides; a countdown to the next doubling; the rate takes the scale in."""

import torch


class MixedPrecision:
    def __init__(self, params, scale, growth_interval):
        self.names = list(params)
        self.tensors = [params[name].clone() for name in self.names]
        self.scale = scale
        self.left = self.interval = growth_interval

    def half(self):
        return dict(zip(self.names, (t.half() for t in self.tensors)))

    def master(self):
        return dict(zip(self.names, (t.clone() for t in self.tensors)))

    def step(self, grads, lr):
        wide = [grads[name].double() for name in self.names]
        largest = torch.stack([g.abs().max() for g in wide]).sum()
        if not torch.isfinite(largest):
            self.scale, self.left = self.scale / 2, self.interval
            return False
        for t, g in zip(self.tensors, wide):
            t.copy_(t.double() - (lr / self.scale) * g)
        self.left -= 1
        if not self.left:
            self.scale, self.left = 2 * self.scale, self.interval
        return True
