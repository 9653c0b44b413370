"""Your count goes on after an improvement: it counts all bad epochs instead of those in a row. Set it back
to 0.

zh: 出现改进之后，你的计数没有归零：它数的是所有没有改进的轮次，而不是连续的。应归零。

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

    def update(self, loss, params):
        # False for NaN: that is no improvement
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            self.best_params = copied(params)
        else:
            self.waited += 1
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
