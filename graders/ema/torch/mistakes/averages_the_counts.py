"""You average integer buffers too. A batch norm's count of batches becomes a fraction, or is cut off to an
integer: take the model's latest value.

zh: 你对整数缓冲区也求了平均。批量归一化的批量计数会变成小数，或者被截断：应取模型最新的值。

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
            d = self.decay
            mean.copy_(d * mean + (1 - d) * value)

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {
            name: (mean / total).to(mean.dtype)
            for name, mean in self.mean.items()
        }
