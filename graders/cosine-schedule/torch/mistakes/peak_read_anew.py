"""You take the group's current `lr` as its peak in every step. After the first step that is no longer the
peak but the last rate, and the rates shrink from step to step. Keep the peaks when the schedule is made.

zh: 每一步你都把组里当前的 `lr` 当作峰值。第一步之后，它已不是峰值，而是上一步的学习率，于是一步步缩小。应在创建调度器时就保存峰值。

Caught by: parameter groups
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a float."""
    if step < warmup:
        return peak * (step + 1) / warmup
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
                self.count, group["lr"], *self.rest
            )
