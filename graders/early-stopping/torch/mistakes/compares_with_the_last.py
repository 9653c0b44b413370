"""You compare with the loss of the last epoch. A loss that falls from a bad value is no progress as long as
it stays above the best.

zh: 你与上一轮的损失比较。损失从一个很差的值回落，只要仍高于最好值，就不是进步。

Caught by: an improvement in between
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
        self.last = math.inf

    def update(self, loss, model):
        # False for NaN: that is no improvement
        if loss < self.last - self.min_delta:
            self.best_loss = loss
            # state_dict() alone holds the model's own tensors
            self.best_state = copy.deepcopy(model.state_dict())
            self.waited = 0
        else:
            self.waited += 1
        self.last = loss
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
