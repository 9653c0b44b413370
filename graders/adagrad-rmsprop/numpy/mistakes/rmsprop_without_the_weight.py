"""Your RMSprop adds the whole square, `decay * s + g²`. The weights then sum to `1 / (1 - decay)` instead
of 1, and the steps are too small by the root of that. The square comes with the factor `1 - decay`.

zh: 你的 RMSprop 加上了整个平方：`decay * s + g²`。于是权重之和是 `1 / (1 - decay)` 而不是 1，步长偏小，偏小的倍数是它的平方根。平方前应有系数 `1 - decay`。

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
        k: decay * state[k] + grads[k] ** 2
        for k in params
    }
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return {
        k: p - lr * grads[k] / (np.sqrt(state[k]) + eps)
        for k, p in params.items()
    }
