"""An exponential moving average of weights, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


class EMA:
    """Averages parameters; corrects for the start at 0.

    params: a dictionary, name -> array; not averaged in yet.
    """

    def __init__(self, params, decay):
        self.decay = decay
        # TODO: the raw average, and a count

    def update(self, params):
        """Average these parameters in."""
        # TODO

    def average(self):
        """Return the corrected average, in new arrays."""
        # TODO
        return {}
