"""You average `named_parameters()` alone. The running statistics of batch norms are buffers, and without
them the averaged model evaluates with those of another one: walk through `state_dict()`.

zh: 你只对 `named_parameters()` 求平均。批量归一化的滑动统计量是缓冲区，缺了它们，平均后的模型会用别的模型的统计量来评估：应遍历 `state_dict()`。

Caught by: contract
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
            for name, value in model.named_parameters()
        }

    @torch.no_grad()
    def update(self, model):
        self.t += 1
        for name, value in model.named_parameters():
            mean = self.mean[name]
            if value.is_floating_point():
                mean.lerp_(value, 1 - self.decay)
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
