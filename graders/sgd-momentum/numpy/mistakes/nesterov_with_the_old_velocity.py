"""You compute `g + momentum * v` with the velocity from before the step. That is just the new velocity, so
Nesterov becomes plain momentum. Update `v` first and look ahead from there.

zh: 你用这一步之前的速度计算 `g + momentum * v`。这恰好就是新的速度，Nesterov 于是变成了普通动量。应先更新 `v`，再从那里向前看。

Caught by: Nesterov
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
        direction = g + momentum * state[k] if nesterov else v
        new_params[k] = p - lr * direction
        new_state[k] = v
    return new_params, new_state
