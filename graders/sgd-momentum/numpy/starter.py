"""SGD with momentum in NumPy, on dictionaries of arrays.

Fill in the bodies; keep the names.
"""

import numpy as np


def init(params):
    """Return the state: a velocity of zeros for each parameter.

    params: a dictionary, name -> array.
    """
    # TODO
    return {}


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step, both new.

    grads, state: dictionaries with the keys of params.
    lr, momentum: numbers; nesterov: a bool.
    What the caller passes stays as it is.
    """
    # TODO: the velocity first, then the parameters
    return dict(params), state
