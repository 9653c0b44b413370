"""The velocity points downhill, v <- momentum * v - g, and the parameters follow it."""

import numpy as np


def init(params):
    return {"v": {k: 0.0 * p for k, p in params.items()}, "steps": 0}


def update(params, grads, state, lr, momentum, nesterov):
    v = {k: np.subtract(momentum * state["v"][k], grads[k]) for k in grads}
    moved = {}
    for k in params:
        move = momentum * v[k] - grads[k] if nesterov else v[k]
        moved[k] = params[k] + lr * move
    return moved, {"v": v, "steps": state["steps"] + 1}
