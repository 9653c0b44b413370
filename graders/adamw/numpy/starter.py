"""AdamW in NumPy, on dictionaries of arrays.

Fill in the bodies; keep the names.
"""

import numpy as np


def decay_mask(params):
    """Return a dictionary of bools: who decays by default.

    True for arrays with two or more axes.
    """
    # TODO
    return {name: False for name in params}


def init(params):
    """Return the state for the first step.

    params: a dictionary, name -> array. The state is yours:
    dictionaries, lists, tuples, arrays and numbers.
    """
    # TODO: both moments, and a count of the steps
    return {}


def update(
    params, grads, state, lr, betas, eps, weight_decay, mask
):
    """Return (params, state) after one step, both new.

    grads: a dictionary with the keys of params.
    betas: (b1, b2); lr, eps, weight_decay: numbers.
    mask: a dictionary of bools, which parameters decay.
    What the caller passes stays as it is.
    """
    # TODO: Adam's step, and the decay beside it
    return dict(params), state
