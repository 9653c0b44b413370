"""Your warm-up begins at 0: `peak * step / warmup`. The whole first step then changes nothing, and the peak
comes one step late. Steps are counted from 0, so it is `step + 1`.

zh: 你的预热从 0 开始：`peak * step / warmup`。于是整个第一步什么也没有改变，峰值也晚了一步。步数从 0 数起，所以应是 `step + 1`。

Caught by: warm-up
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a float."""
    if step < warmup:
        return peak * step / warmup
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
