"""The sum of the weights is kept beside the sum of the weighted parameters: their quotient needs no power."""

import numpy as np


class EMA:
    def __init__(self, params, decay):
        self.decay, self.weight = decay, 0.0
        self.sums = {name: np.zeros(np.shape(p)) for name, p in params.items()}

    def update(self, params):
        self.weight = self.decay * self.weight + 1
        self.sums = {name: self.decay * s + params[name] for name, s in self.sums.items()}

    def average(self):
        return {name: s / self.weight for name, s in self.sums.items()}
