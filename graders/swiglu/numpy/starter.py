"""SwiGLU, a gated MLP, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down.

    x: (..., d). params: a dict with "w_gate" and "w_up",
    (d, hidden), and "w_down", (hidden, d). No biases.
    Returns (..., d).
    """
    # TODO: silu(z) = z * sigmoid(z)
    return np.zeros_like(x)


def swiglu_backward(x, params, d_out):
    """Return (d_x, d_params), the latter a dict like params.

    d_out: (..., d), the gradient of some loss with respect
    to the output of swiglu.
    """
    # TODO: two ways lead back to x
    d_params = {k: np.zeros_like(w) for k, w in params.items()}
    return np.zeros_like(x), d_params
