"""Your count goes on after an improvement: it counts all bad epochs instead of those in a row. Set it back
to 0.

zh: 出现改进之后，你的计数没有归零：它数的是所有没有改进的轮次，而不是连续的。应归零。

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

    def update(self, loss, model):
        # False for NaN: that is no improvement
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            # state_dict() alone holds the model's own tensors
            self.best_state = copy.deepcopy(model.state_dict())
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
