"""Your average begins with the weights that it was made with. They count for `decay**t` of it for a long
time, random initial weights included. Begin with zeros and correct.

zh: 你的平均从创建时的权重开始。它们会在很长时间里占 `decay**t` 的份额，包括随机的初始权重。应从零开始，再做校正。

Caught by: the first update
"""

import numpy as np


class EMA:
    """Averages parameters; corrects for the start at 0."""

    def __init__(self, params, decay):
        self.decay = decay
        self.t = 0
        self.mean = {
            k: np.array(p) for k, p in params.items()
        }

    def update(self, params):
        d = self.decay
        self.t += 1
        for k, p in params.items():
            # a new array: it shares no memory with p
            self.mean[k] = d * self.mean[k] + (1 - d) * p

    def average(self):
        total = 1.0
        return {k: m / total for k, m in self.mean.items()}
