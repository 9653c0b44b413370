"""You keep `1 - decay` of the past and take `decay` of the new square. `decay` says what stays: with 0.99
your average would remember a single step.

zh: 你保留了过去的 `1 - decay`，却取了新平方的 `decay`。`decay` 说的是保留多少：取 0.99 时，你的平均只记得住一步。

Caught by: RMSprop
"""

import numpy as np


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = {k: state[k] + grads[k] ** 2 for k in params}
    return scaled_step(params, grads, state, lr, eps), state


def rmsprop(params, grads, state, lr, decay, eps):
    """A moving average of the squares."""
    state = {
        k: (1 - decay) * state[k] + decay * grads[k] ** 2
        for k in params
    }
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return {
        k: p - lr * grads[k] / (np.sqrt(state[k]) + eps)
        for k, p in params.items()
    }
