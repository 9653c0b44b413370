"""You stop when the count exceeds `patience`, so the training runs one epoch too long. With `patience = 2`
the second epoch in a row without an improvement is the last.

zh: 计数超过 `patience` 时你才停，训练因此多跑了一轮。`patience = 2` 时，连续第二轮没有改进就应是最后一轮。

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
            self.best_state = copy.deepcopy(model.state_dict())
            self.waited = 0
        else:
            self.waited += 1
        return self.waited > self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state)  # in place
