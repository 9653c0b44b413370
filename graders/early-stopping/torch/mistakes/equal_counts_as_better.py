"""You ask for `<=`, so an equal loss counts as an improvement, and a loss that stays the same never stops
the training.

zh: 你用的是 `<=`，于是相等的损失也算改进，损失一直不变时训练永远不会停。

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
        if loss <= self.best_loss - self.min_delta:
            self.best_loss = loss
            # state_dict() alone holds the model's own tensors
            self.best_state = copy.deepcopy(model.state_dict())
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
