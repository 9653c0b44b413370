"""Arrays of its own that are changed in place; what is handed out is copied."""

import numpy as np


class EMA:
    def __init__(self, params, decay):
        self.decay = decay
        self.t = 0
        self.mean = {k: np.zeros(np.shape(p), float) for k, p in params.items()}

    def update(self, params):
        self.t += 1
        for k, m in self.mean.items():
            m += (1 - self.decay) * (params[k] - m)

    def average(self):
        return {k: np.array(m / (1 - self.decay**self.t), copy=True) for k, m in self.mean.items()}
