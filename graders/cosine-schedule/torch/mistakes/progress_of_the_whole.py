"""You measure the progress over all steps, `step / total`. After the warm-up the rate then jumps down from
the peak. Measure from `warmup` on: `(step - warmup) / (total - warmup)`.

zh: 你用全部步数来衡量进度：`step / total`。预热一结束，学习率就会从峰值突然跌下去。应从 `warmup` 开始算：`(step - warmup) / (total - warmup)`。

Caught by: the cosine
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a float."""
    if step < warmup:
        return peak * (step + 1) / warmup
    progress = min(step / total, 1.0)
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
