"""Every smaller loss resets your count, however small the difference is. `min_delta` is the least that
counts as an improvement.

zh: 损失只要变小一点，你的计数就归零。`min_delta` 是算作改进的最小差值。

Caught by: min_delta
"""

import copy
import math

from torch.nn import BatchNorm1d  # the grader trains one


class EarlyStopping:
    """Says stop after `patience` epochs of no improvement."""

    def __init__(self, patience, min_delta):
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = math.inf
        self.best_state = None
        self.waited = 0

    def update(self, loss, model):
        # False for NaN: that is no improvement
        if loss < self.best_loss:
            self.best_loss = loss
            # state_dict() alone holds the model's own tensors
            self.best_state = copy.deepcopy(model.state_dict())
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
