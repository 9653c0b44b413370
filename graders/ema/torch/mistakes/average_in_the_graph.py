"""You update outside of torch.no_grad() from the parameters themselves. Each average hangs on all earlier
ones in a graph that is never freed, until the memory is full.

zh: 你在 torch.no_grad() 之外直接用参数来更新。每个平均都通过一张永不释放的计算图连着以前的全部平均，直到内存耗尽。

Caught by: no gradients attached
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

    def update(self, model):
        self.t += 1
        state = model.state_dict() | dict(model.named_parameters())
        for name, value in state.items():
            mean = self.mean[name]
            if value.is_floating_point():
                self.mean[name] = mean.lerp(value, 1 - self.decay)
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
