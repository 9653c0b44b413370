"""You hand out the raw average. It began at 0, so early averages are far too small: with a decay of 0.999
the first is a thousandth of the weights. Divide by `1 - decay**t`.

zh: 你交出的是原始平均。它从 0 开始，因此早期的平均小得多：衰减率为 0.999 时，第一个平均只有权重的千分之一。应除以 `1 - decay**t`。

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
            self.mean[k] = d * self.mean[k] + (1 - d) * p

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        return {k: m.copy() for k, m in self.mean.items()}
