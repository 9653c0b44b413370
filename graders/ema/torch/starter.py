"""An exponential moving average of a model's state, in PyTorch.

Fill in the bodies; keep the names and the import.
"""

import torch
from torch.nn import BatchNorm1d  # the grader averages one


class EMA:
    """Averages parameters and buffers.

    model: any module; not averaged in yet.
    """

    def __init__(self, model, decay):
        self.decay = decay
        # TODO: the raw averages, and a count

    def update(self, model):
        """Average all of model.state_dict() in.

        Of integer buffers the latest value is taken.
        """
        # TODO

    def average(self):
        """Return new tensors by the names of state_dict()."""
        # TODO
        return {}
