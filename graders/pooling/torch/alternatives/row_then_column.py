"""Both reductions can be done along one axis after the other."""

from torch import nn


class AlongBoth(nn.Module):
    def __init__(self, size, stride):
        super().__init__()
        self.size, self.stride = size, stride

    def forward(self, x):
        for axis in (2, 3):
            x = self.reduce(x.unfold(axis, self.size, self.stride))  # windows in a new last axis
        return x


class MaxPool(AlongBoth):
    def reduce(self, seen):
        return seen.max(dim=-1)[0]


class AvgPool(AlongBoth):
    def reduce(self, seen):
        return seen.mean(dim=-1)
