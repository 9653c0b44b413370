"""You keep and restore the parameters alone. The running statistics of a batch norm are buffers: with those
of the last epoch the restored model is not the one you validated.

zh: 你只保存并恢复了参数。批量归一化的滑动统计量是缓冲区：用着最后一轮的统计量，恢复出的模型就不是你验证过的那一个。

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
            self.best_state = copy.deepcopy(dict(model.named_parameters()))
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        model.load_state_dict(self.best_state, strict=False)
