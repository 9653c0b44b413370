"""`v *= momentum` and `v += g` write into the state that the caller gave you. Whoever keeps that state, to
repeat a step or to go back, finds another one. Compute `momentum * v + g` as a new array.

zh: `v *= momentum` 和 `v += g` 改写了调用者传入的状态。凡是保留了该状态、想重复或撤回一步的人，拿到的已是另一个状态。应把 `momentum * v + g` 算成新数组。

Caught by: arguments stay as they were
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
        v = np.asarray(state[k])
        v *= momentum
        v += g
        direction = g + momentum * v if nesterov else v
        new_params[k] = p - lr * direction
        new_state[k] = v
    return new_params, new_state
