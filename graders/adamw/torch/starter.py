"""AdamW in PyTorch, without torch.optim.

Fill in the bodies; keep the names and the import of Linear.
"""

import torch
from torch.nn import Linear  # the grader trains one


def decay_mask(params):
    """Return a list of bools: who decays by default.

    params: a list of tensors. True for two or more axes.
    """
    # TODO
    return [False for _ in params]


class AdamW:
    """Adam, and a decay that its moments do not see.

    params: any iterable of parameters.
    betas: (b1, b2); lr, eps, weight_decay: numbers.
    mask: a list of bools, which parameters decay.
    self.lr may be changed between steps.
    """

    def __init__(
        self, params, lr, betas, eps, weight_decay, mask
    ):
        self.lr = lr
        # TODO: keep the parameters and the state of each

    def step(self):
        """Change the parameters in place, from their .grad.

        A parameter whose .grad is None stays as it is.
        """
        # TODO: the decay, and Adam's step
