"""Your average begins with the weights that it was made with. They count for `decay**t` of it for a long
time, random initial weights included. Begin with zeros and correct.

zh: 你的平均从创建时的权重开始。它们会在很长时间里占 `decay**t` 的份额，包括随机的初始权重。应从零开始，再做校正。

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
            name: value.clone()
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
        total = 1.0
        return {
            name: mean / total
            if mean.is_floating_point()
            else mean.clone()
            for name, mean in self.mean.items()
        }
