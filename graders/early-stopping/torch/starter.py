"""Early stopping in PyTorch.

Fill in the bodies; keep the names and the import.
"""

import torch
from torch.nn import BatchNorm1d  # the grader trains one


class EarlyStopping:
    """Says stop after `patience` epochs of no improvement.

    An improvement is a loss < best - min_delta.
    """

    def __init__(self, patience, min_delta):
        self.patience = patience
        self.min_delta = min_delta
        # TODO: what must be remembered?

    def update(self, loss, model):
        """Return True if the training should stop now.

        loss: a float; model: a module that is trained on.
        """
        # TODO
        return False

    def restore(self, model):
        """Write the state of the best epoch into the model."""
        # TODO: parameters and buffers, in place
