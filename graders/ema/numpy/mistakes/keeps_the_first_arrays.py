"""The first update keeps the parameters' own arrays instead of copies. Training goes on in place, and the
average with it. Copy what you keep.

zh: 第一次更新时，你保存的是参数自己的数组，而不是副本。训练就地继续，平均也跟着变。要保存就要复制。

Caught by: parameters that change in place
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
        self.t += 1
        d = self.decay * (1 - self.decay ** (self.t - 1))
        d /= 1 - self.decay**self.t
        for k, p in params.items():
            # a new array: it shares no memory with p
            if self.t == 1 and np.ndim(p):
                self.mean[k] = p  # equals the average so far
            else:
                self.mean[k] = d * self.mean[k] + (1 - d) * p

    def average(self):
        total = 1.0
        return {k: np.array(m) for k, m in self.mean.items()}
