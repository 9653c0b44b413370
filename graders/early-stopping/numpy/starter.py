"""Early stopping in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


class EarlyStopping:
    """Says stop after `patience` epochs of no improvement.

    An improvement is a loss < best - min_delta.
    """

    def __init__(self, patience, min_delta):
        self.patience = patience
        self.min_delta = min_delta
        # TODO: what must be remembered?

    def update(self, loss, params):
        """Return True if the training should stop now.

        params: a dictionary, name -> array; training goes on
        in these very arrays.
        """
        # TODO
        return False

    def best(self):
        """Return the weights of the best epoch."""
        # TODO
        return {}
