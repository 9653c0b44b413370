"""`state_dict()` holds the model's own tensors, so training on changes what you keep, and restoring does
nothing at all. Copy it deeply.

zh: `state_dict()` 里就是模型自己的张量，继续训练会改变你保存的东西，恢复时什么也不会发生。应做深拷贝。

Caught by: patience
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
            self.best_state = model.state_dict()
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
