"""A deep copy of the module holds the raw average."""

import copy

import torch
from torch.nn import BatchNorm1d


class EMA:
    def __init__(self, model, decay):
        self.decay, self.updates = decay, 0
        self.shadow = copy.deepcopy(model).requires_grad_(False)
        for tensor in self.shadow.state_dict().values():
            tensor.zero_()

    def update(self, model):
        self.updates += 1
        with torch.no_grad():
            pairs = zip(self.shadow.state_dict().values(), model.state_dict().values())
            for mine, theirs in pairs:
                if torch.is_floating_point(theirs):
                    mine.mul_(self.decay).add_(theirs, alpha=1 - self.decay)
                else:
                    mine.copy_(theirs)

    def average(self):
        state = {name: value.clone() for name, value in self.shadow.state_dict().items()}
        for value in state.values():
            if value.is_floating_point():
                value /= 1 - self.decay**self.updates
        return state
