"""Adagrad and RMSprop in PyTorch, without torch.optim.

Fill in the bodies; keep the names and the import of Linear.
"""

import torch
from torch.nn import Linear  # the grader trains one


class Adagrad:
    """Divides by the root of the sum of all squares.

    params: any iterable of parameters.
    self.lr may be changed between steps.
    """

    def __init__(self, params, lr, eps):
        self.lr = lr
        # TODO

    def step(self):
        """Change the parameters in place, from their .grad.

        A parameter whose .grad is None stays as it is.
        """
        # TODO


class RMSprop:
    """Divides by the root of a moving average of squares.

    decay: what the average keeps of its past, 0 to 1.
    """

    def __init__(self, params, lr, decay, eps):
        self.lr = lr
        # TODO

    def step(self):
        """Change the parameters in place, from their .grad."""
        # TODO
