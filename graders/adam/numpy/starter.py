"""Adam in NumPy, on dictionaries of arrays.

Fill in the bodies; keep the names.
"""

import numpy as np


def init(params):
    """Return the state for the first step.

    params: a dictionary, name -> array. The state is yours:
    dictionaries, lists, tuples, arrays and numbers.
    """
    # TODO: both moments, and a count of the steps
    return {}


def update(params, grads, state, lr, betas, eps):
    """Return (params, state) after one step, both new.

    grads: a dictionary with the keys of params.
    betas: (b1, b2); lr, eps: numbers.
    What the caller passes stays as it is.
    """
    # TODO: the moments, their correction, the move
    return dict(params), state
