"""You correct in place and hand out your own tensors: who asks twice gets the correction twice, and the
next update changes what was handed out. Return new tensors.

zh: 你就地做校正，并交出自己的张量：取两次就会校正两次，下一次更新还会改变已交出的结果。应返回新张量。

Caught by: several updates
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
            name: mean.div_(total)
            if mean.is_floating_point()
            else mean
            for name, mean in self.mean.items()
        }
