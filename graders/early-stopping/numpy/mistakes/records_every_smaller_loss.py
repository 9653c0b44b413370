"""You record every smaller loss, improvement or not. Steps smaller than `min_delta` then never add up, and
a slow but steady training is stopped.

zh: 不论是否算改进，只要损失更小你就记录。小于 `min_delta` 的进步于是永远无法累积，缓慢而稳定的训练会被停掉。

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
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            self.best_params = copied(params)
            self.waited = 0
        else:
            self.waited += 1
        self.best_loss = min(self.best_loss, loss)
        return self.waited >= self.patience

    def best(self):
        return copied(self.best_params)


def copied(params):
    """Training goes on in place: keep no array of its own."""
    return {k: p.copy() for k, p in params.items()}
