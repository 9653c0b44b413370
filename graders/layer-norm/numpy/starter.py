"""Layer normalisation in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def layer_norm(x, weight, bias, eps=1e-5):
    """Normalise over the last axis, then scale and shift.

    x: (..., dim); weight, bias: (dim,).
    Returns y, of the shape of x.
    """
    # TODO: which axis must mean and variance keep?
    return np.zeros_like(x)


def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y).

    dy, x: (..., dim); weight: (dim,).
    Returns (dx, dweight, dbias): (..., dim), (dim,), (dim,).
    """
    # TODO: x acts through the mean and the variance too
    return (
        np.zeros_like(x),
        np.zeros_like(weight),
        np.zeros_like(weight),
    )
