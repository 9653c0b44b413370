"""You hand out the raw average. It began at 0, so early averages are far too small: with a decay of 0.999
the first is a thousandth of the weights. Divide by `1 - decay**t`.

zh: 你交出的是原始平均。它从 0 开始，因此早期的平均小得多：衰减率为 0.999 时，第一个平均只有权重的千分之一。应除以 `1 - decay**t`。

Caught by: the first update
"""

import torch
from torch.nn import BatchNorm1d  # the grader averages one


class EMA:
    """Averages parameters and buffers."""

    def __init__(self, model, decay):
        self.decay = decay
        self.t = 0
        self.mean = {
            name: torch.zeros_like(value)
            for name, value in model.state_dict().items()
        }

    @torch.no_grad()
    def update(self, model):
        self.t += 1
        for name, value in model.state_dict().items():
            mean = self.mean[name]
            if value.is_floating_point():
                mean.lerp_(value, 1 - self.decay)
            else:
                mean.copy_(value)  # a count is no average

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {
            name: mean.clone()
            for name, mean in self.mean.items()
        }
