"""A cosine schedule with linear warm-up, in PyTorch.

Fill in the bodies; keep the names and the import of Linear.
"""

import math

from torch.nn import Linear  # the grader needs one


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of one step, a Python float.

    step: an int, counted from 0.
    peak, floor: rates; warmup, total: numbers of steps.
    """
    # TODO: rise to peak, fall to floor, stay there
    return 0.0


class WarmupCosine:
    """Gives every parameter group the rate of the step.

    A group's peak is the lr it has now; at once the groups
    get the rate of step 0.
    """

    def __init__(self, optimizer, floor, warmup, total):
        # TODO: optimizer.param_groups is a list of dicts
        pass

    def step(self):
        """Give all groups the rate of the next step."""
        # TODO
