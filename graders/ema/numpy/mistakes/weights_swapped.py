"""You keep `1 - decay` of the average and take `decay` of the new weights. The average then remembers
hardly more than the last step. What decays is the past.

zh: 你保留了平均的 `1 - decay`，却取了新权重的 `decay`。这样的平均几乎只记得最后一步。衰减的应是过去。

Caught by: the first update
"""

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
            self.mean[k] = (1 - d) * self.mean[k] + d * p

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {k: m / total for k, m in self.mean.items()}
