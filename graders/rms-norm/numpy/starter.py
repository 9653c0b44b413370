"""RMS normalisation in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def rms_norm(x, weight, eps=1e-6):
    """Divide by the root mean square, then scale.

    x: (..., dim), float16 to float64; weight: (dim,).
    Returns y, of the shape and dtype of x.
    """
    # TODO: in which type may x be squared?
    return np.zeros_like(x)


def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y).

    dy, x: (..., dim); weight: (dim,).
    Returns (dx, dweight): (..., dim), (dim,).
    """
    # TODO: x acts through the root mean square too
    return np.zeros_like(x), np.zeros_like(weight)
