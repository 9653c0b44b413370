"""One update for both: the accumulator keeps `old` of its past and takes `new` of the square."""

import numpy as np


def init(params):
    return {"squares": {k: np.zeros(np.shape(p)) for k, p in params.items()}, "steps": 0}


def update(params, grads, state, lr, eps, old, new):
    squares, moved = {}, {}
    for k, g in grads.items():
        squares[k] = old * state["squares"][k] + new * np.square(g)
        moved[k] = params[k] - np.divide(lr * g, eps + squares[k] ** 0.5)
    return moved, {"squares": squares, "steps": state["steps"] + 1}


def adagrad(params, grads, state, lr, eps):
    return update(params, grads, state, lr, eps, 1.0, 1.0)


def rmsprop(params, grads, state, lr, decay, eps):
    return update(params, grads, state, lr, eps, decay, 1 - decay)
