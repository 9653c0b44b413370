"""You store the corrected average, so the next update mixes it in as if it were raw, and corrects it again.
Keep the raw one and divide only for handing it out.

zh: 你保存的是校正后的平均，下一次更新又把它当作原始值混入，并再次校正。应保存原始值，只在交出时相除。

Caught by: several updates
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
            mean = d * self.mean[k] + (1 - d) * p
            self.mean[k] = mean / (1 - d**self.t)

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {k: m.copy() for k, m in self.mean.items()}
