"""You correct in place and hand out your own arrays: who asks twice gets the correction twice, and the next
update changes what was handed out. Return new arrays.

zh: 你就地做校正，并交出自己的数组：取两次就会校正两次，下一次更新还会改变已交出的结果。应返回新数组。

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
            self.mean[k] = d * self.mean[k] + (1 - d) * p

    def average(self):
        total = 1 - self.decay**self.t  # of all weights
        for k in self.mean:
            self.mean[k] /= total
        return self.mean
