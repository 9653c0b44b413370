"""Every smaller loss resets your count, however small the difference is. `min_delta` is the least that
counts as an improvement.

zh: 损失只要变小一点，你的计数就归零。`min_delta` 是算作改进的最小差值。

Caught by: min_delta
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
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_params = copied(params)
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
