"""You return or keep the old velocity, so each step begins at 0 again and momentum has no effect. What one
step computed must be what the next one gets.

zh: 你返回或保留的是旧的速度，因此每一步又从 0 开始，动量不起作用。这一步算出的速度必须交给下一步。

Caught by: momentum
"""

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
        new_state[k] = state[k]
    return new_params, new_state
