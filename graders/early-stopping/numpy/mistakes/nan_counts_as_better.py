"""You ask whether the loss is not large enough to be bad: `not loss >= …`. NaN makes every comparison
False, so it is recorded as the best. Ask for `loss < …`.

zh: 你判断的是损失“没有差到算坏”：`not loss >= …`。NaN 使任何比较都为 False，于是被记录为最好。应判断 `loss < …`。

Caught by: equal losses and NaN
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
        if not loss >= self.best_loss - self.min_delta:
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
