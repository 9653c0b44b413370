"""SGD with momentum in PyTorch, without torch.optim.

Fill in the bodies; keep the names and the import of Linear.
"""

import torch
from torch.nn import Linear  # the grader trains one


class SGD:
    """v <- momentum * v + g, then p <- p - lr * v.

    params: any iterable of parameters.
    lr, momentum: numbers; nesterov: a bool.
    self.lr may be changed between steps.
    """

    def __init__(
        self, params, lr, momentum=0.0, nesterov=False
    ):
        self.lr = lr
        # TODO: keep the parameters and a velocity for each

    def step(self):
        """Change the parameters in place, from their .grad.

        A parameter whose .grad is None stays as it is.
        """
        # TODO: autograd must not record this

    def zero_grad(self):
        """Clear the gradients."""
        # TODO
