"""The arrays that you hand out are those that the next update writes into. Whoever stored an average as a
checkpoint finds a later one. Copy before you hand out.

zh: 你交出的数组，正是下一次更新要写入的。把平均存作检查点的人，之后看到的是更晚的平均。交出之前要复制。

Caught by: averages handed out
"""

import numpy as np


class EMA:
    """Averages parameters; corrects for the start at 0."""

    def __init__(self, params, decay):
        self.decay = decay
        self.t = 0
        self.out = {
            k: np.zeros_like(p) for k, p in params.items()
        }
        self.mean = {
            k: np.zeros_like(p) for k, p in params.items()
        }

    def update(self, params):
        d = self.decay
        self.t += 1
        for k, p in params.items():
            # a new array: it shares no memory with p
            self.mean[k] = d * self.mean[k] + (1 - d) * p
            total = 1 - d**self.t
            self.out[k][...] = self.mean[k] / total

    def average(self):
        return self.out
