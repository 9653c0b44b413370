"""Your average begins with the tensors of `state_dict()`, and these are the model's own. Training on
changes the average, and each update writes into the model. Clone them.

zh: 你的平均一开始就用 `state_dict()` 里的张量，而它们就是模型自己的。继续训练会改变平均，而每次更新都在改写模型。应克隆它们。

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
            name: value
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
