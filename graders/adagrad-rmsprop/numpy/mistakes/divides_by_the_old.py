"""You divide by the accumulator from before the step. In the first step it is 0, so you divide by `eps` and
the parameters jump away. Add this step's square first.

zh: 你除以的是这一步之前的累加器。第一步时它是 0，于是除数只剩 `eps`，参数一下子跳走。应先加入这一步的平方。

Caught by: Adagrad
"""

import numpy as np


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    new = {k: state[k] + grads[k] ** 2 for k in params}
    return scaled_step(params, grads, state, lr, eps), new


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
