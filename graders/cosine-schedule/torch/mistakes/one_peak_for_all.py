"""You give every group the rate of the first one. Groups have rates of their own, a smaller one for the
pretrained part for instance: each follows its own peak.

zh: 你让所有参数组都用第一组的学习率。各组可以有自己的学习率，例如预训练部分用较小的：每组应跟随自己的峰值。

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
                self.count, self.peaks[0], *self.rest
            )
