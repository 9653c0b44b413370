"""Your Adagrad keeps a moving average, which is RMSprop. Adagrad adds every square in full and forgets
none, so its steps can only shrink.

zh: 你的 Adagrad 保存的是滑动平均，那是 RMSprop。Adagrad 把每个平方全部累加，从不遗忘，因此步长只会缩小。

Caught by: Adagrad
"""

import numpy as np


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = {k: 0.9 * state[k] + 0.1 * grads[k] ** 2 for k in params}
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
        k: p - lr * grads[k] / (np.sqrt(state[k]) + eps)
        for k, p in params.items()
    }
