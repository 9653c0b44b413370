"""SGD with momentum as two pure functions on dictionaries."""

import numpy as np


def init(params):
    """Return a velocity of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    new_params, new_state = {}, {}
    for k, p in params.items():
        g = grads[k]
        v = momentum * state[k] + g
        direction = g + momentum * v if nesterov else v
        new_params[k] = p - lr * direction
        new_state[k] = v
    return new_params, new_state
