"""You compare with the loss of the last epoch. A loss that falls from a bad value is no progress as long as
it stays above the best.

zh: 你与上一轮的损失比较。损失从一个很差的值回落，只要仍高于最好值，就不是进步。

Caught by: an improvement in between
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
        self.last = math.inf

    def update(self, loss, params):
        # False for NaN: that is no improvement
        if loss < self.last - self.min_delta:
            self.best_loss = loss
            self.best_params = copied(params)
            self.waited = 0
        else:
            self.waited += 1
        self.last = loss
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
