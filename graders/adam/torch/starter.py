"""Adam in PyTorch, without torch.optim.

Fill in the bodies; keep the names and the import of Linear.
"""

import torch
from torch.nn import Linear  # the grader trains one


class Adam:
    """Moves every parameter by about lr a step.

    params: any iterable of parameters.
    betas: (b1, b2); lr, eps: numbers.
    self.lr may be changed between steps.
    """

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8
    ):
        self.lr = lr
        # TODO: keep the parameters and the state of each

    def step(self):
        """Change the parameters in place, from their .grad.

        A parameter whose .grad is None stays as it is, and so
        does its state.
        """
        # TODO: the moments, their correction, the move

    def zero_grad(self):
        """Clear the gradients."""
        # TODO
