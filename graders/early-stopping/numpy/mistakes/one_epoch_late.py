"""You stop when the count exceeds `patience`, so the training runs one epoch too long. With `patience = 2`
the second epoch in a row without an improvement is the last.

zh: 计数超过 `patience` 时你才停，训练因此多跑了一轮。`patience = 2` 时，连续第二轮没有改进就应是最后一轮。

Caught by: patience
"""

import math


class EarlyStopping:
    """Says stop after `patience` epochs of no improvement."""

    def __init__(self, patience, min_delta):
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = math.inf
        self.best_params = None
        self.waited = 0

    def update(self, loss, params):
        # False for NaN: that is no improvement
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            self.best_params = copied(params)
            self.waited = 0
        else:
            self.waited += 1
        return self.waited > self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
