"""An exponential moving average of weights."""

import numpy as np


class EMA:
    """Averages parameters; corrects for the start at 0."""

    def __init__(self, params, decay):
        self.decay = decay
        self.t = 0
        self.mean = {
            k: np.zeros_like(p) for k, p in params.items()
        }

    def update(self, params):
        d = self.decay
        self.t += 1
        for k, p in params.items():
            # a new array: it shares no memory with p
            self.mean[k] = d * self.mean[k] + (1 - d) * p

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {k: m / total for k, m in self.mean.items()}
