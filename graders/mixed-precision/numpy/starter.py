"""Mixed precision in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


class MixedPrecision:
    """Stands between a float16 model and its update.

    params: a dictionary of float32 arrays.
    self.scale is the present scale.
    """

    def __init__(self, params, scale, growth_interval):
        self.scale = scale
        self.growth_interval = growth_interval
        # TODO: the master weights, and a count

    def half(self):
        """Return float16 copies for the model."""
        # TODO
        return {}

    def master(self):
        """Return float32 copies."""
        # TODO
        return {}

    def step(self, grads, lr):
        """Unscale and step, or skip; return whether it stepped.

        grads: a dictionary of float16 arrays, scaled.
        """
        # TODO
        return False
