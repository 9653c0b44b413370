"""You divide by `warmup` even if it is 0 and get a ZeroDivisionError. Without a warm-up there is no rising
part: ask for `step < warmup` first.

zh: 即使 `warmup` 为 0，你也除以它，于是抛出 ZeroDivisionError。没有预热就没有上升的部分：应先判断 `step < warmup`。

Caught by: short and no warm-up
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a float."""
    rising = peak * (step + 1) / warmup
    if step < warmup:
        return rising
    progress = min((step - warmup) / (total - warmup), 1.0)
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
