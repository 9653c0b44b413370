"""New tensors each time, parameters and buffers walked through by name."""

import torch
from torch.nn import BatchNorm1d


class EMA:
    def __init__(self, model, decay):
        self.decay, self.weight, self.sums, self.rest = decay, 0.0, {}, {}

    def update(self, model):
        self.weight = self.decay * self.weight + 1.0
        for name, value in [*model.named_parameters(), *model.named_buffers()]:
            value = value.detach()
            if value.is_floating_point():
                self.sums[name] = self.decay * self.sums.get(name, 0.0) + value
            else:
                self.rest[name] = value.clone()

    def average(self):
        averages = {name: s / self.weight for name, s in self.sums.items()}
        return averages | {name: value.clone() for name, value in self.rest.items()}
