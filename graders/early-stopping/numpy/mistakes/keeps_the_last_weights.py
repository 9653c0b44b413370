"""You keep the weights of the last epoch instead of those of the best one. They belong to the branch of the
improvement.

zh: 你保存的是最后一轮的权重，而不是最好那一轮的。保存应放在有改进的分支里。

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
            self.waited = 0
        else:
            self.waited += 1
        self.best_params = copied(params)
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
