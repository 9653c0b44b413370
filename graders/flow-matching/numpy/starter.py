"""Flow matching without its network.

Fill in the bodies; keep the names.
"""

import numpy as np


def path(x0, x1, t):
    """Return (x_t, velocity), both in the shape of x0.

    x0, x1: (batch, ...); t: (batch,), from 0 to 1.
    """
    # TODO: each row at its own time
    return np.zeros_like(x0), np.zeros_like(x0)


def loss(predict, x0, x1, t):
    """Return (loss, d_predicted): a number, (batch, ...).

    predict(x, t): x (batch, ...), t (batch,) -> velocity
    """
    # TODO
    return 0.0, np.zeros_like(x0)


def sample(predict, x, steps):
    """Return what Euler's steps make of x: (batch, ...).

    predict(x, t): t (batch,), in the dtype of x
    steps: an int
    """
    # TODO: which times, which length?
    return np.zeros_like(x)
