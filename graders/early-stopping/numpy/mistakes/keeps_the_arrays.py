"""You keep the dictionary or its arrays, not copies. Training goes on in place, so what comes back are the
last weights. Copy each array.

zh: 你保存的是字典或其中的数组，而不是副本。训练就地继续，因此取回的是最后的权重。应复制每个数组。

Caught by: weights that change in place
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
            self.best_params = dict(params)
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
