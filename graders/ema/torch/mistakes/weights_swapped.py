"""You keep `1 - decay` of the average and take `decay` of the new weights. The average then remembers
hardly more than the last step. What decays is the past.

zh: 你保留了平均的 `1 - decay`，却取了新权重的 `decay`。这样的平均几乎只记得最后一步。衰减的应是过去。

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
                mean.lerp_(value, self.decay)
            else:
                mean.copy_(value)  # a count is no average

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {
            name: mean / total
            if mean.is_floating_point()
            else mean.clone()
            for name, mean in self.mean.items()
        }
