"""The peak is kept in the group itself, as torch's schedulers do; the rates come from a generator."""

import math

from torch.nn import Linear


def learning_rate(step, peak, floor, warmup, total):
    if step >= total:
        return floor
    if step >= warmup:
        half_angle = math.pi / 2 * (step - warmup) / (total - warmup)
        return floor + (peak - floor) * math.cos(half_angle) ** 2
    return peak * ((step + 1) / warmup)


class WarmupCosine:
    def __init__(self, optimizer, floor, warmup, total):
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", group["lr"])
        self.optimizer = optimizer
        self.rates = self.run(floor, warmup, total)
        next(self.rates)

    def run(self, floor, warmup, total):
        step = 0
        while True:
            for group in self.optimizer.param_groups:
                group["lr"] = learning_rate(step, group["initial_lr"], floor, warmup, total)
            yield step
            step += 1

    def step(self):
        next(self.rates)
