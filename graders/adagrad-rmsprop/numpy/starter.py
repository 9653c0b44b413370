"""Adagrad and RMSprop in NumPy, on dictionaries of arrays.

Fill in the bodies; keep the names.
"""

import numpy as np


def init(params):
    """Return the state: an accumulator for each parameter.

    params: a dictionary, name -> array.
    """
    # TODO
    return {}


def adagrad(params, grads, state, lr, eps):
    """Return (params, state) after one step, both new.

    grads: a dictionary with the keys of params.
    What the caller passes stays as it is.
    """
    # TODO
    return dict(params), state


def rmsprop(params, grads, state, lr, decay, eps):
    """Return (params, state) after one step, both new.

    decay: what the accumulator keeps of its past, 0 to 1.
    """
    # TODO
    return dict(params), state
