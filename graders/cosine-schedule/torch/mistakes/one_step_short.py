"""You divide by `total - warmup - 1`, so the floor is reached one step before the end. It is reached at
step `total`, the first one that is no longer trained.

zh: 你除以的是 `total - warmup - 1`，于是提前一步就到了下限。下限应在第 `total` 步到达，那是不再训练的第一步。

Caught by: the cosine
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a float."""
    if step < warmup:
        return peak * (step + 1) / warmup
    progress = min((step - warmup) / max(total - warmup - 1, 1), 1.0)
    cosine = (1 + math.cos(math.pi * progress)) / 2
    return floor + (peak - floor) * cosine


class WarmupCosine:
    """Gives every parameter group the rate of the step."""

    def __init__(self, optimizer, floor, warmup, total):
        self.groups = optimizer.param_groups
        # the groups' lr will be overwritten: keep the peaks
        self.peaks = [group["lr"] for group in self.groups]
        self.rest = floor, warmup, total
        self.count = 0
        self.apply()

    def step(self):
        self.count += 1
        self.apply()

    def apply(self):
        for group, peak in zip(self.groups, self.peaks):
            group["lr"] = learning_rate(
                self.count, peak, *self.rest
            )
