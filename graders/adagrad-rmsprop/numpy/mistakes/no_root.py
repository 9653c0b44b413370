"""You divide by the accumulator itself. It has the unit of a squared gradient: twice the gradient, half the
step. Divide by its square root.

zh: 你除以的是累加器本身。它的量纲是梯度的平方：梯度翻倍，步长反而减半。应除以它的平方根。

Caught by: Adagrad
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
        k: decay * state[k] + (1 - decay) * grads[k] ** 2
        for k in params
    }
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return {
        k: p - lr * grads[k] / (state[k] + eps)
        for k, p in params.items()
    }
