"""You accumulate the absolute gradients and divide by the root of that. What is summed must be the squares:
only then does the root have the unit of a gradient.

zh: 你累加的是梯度的绝对值，再除以它的平方根。应累加平方：只有这样，平方根的量纲才与梯度相同。

Caught by: Adagrad
"""

import numpy as np


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = {k: state[k] + np.abs(grads[k]) for k in params}
    return scaled_step(params, grads, state, lr, eps), state


def rmsprop(params, grads, state, lr, decay, eps):
    """A moving average of the squares."""
    state = {
        k: decay * state[k] + (1 - decay) * np.abs(grads[k])
        for k in params
    }
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return {
        k: p - lr * grads[k] / (np.sqrt(state[k]) + eps)
        for k, p in params.items()
    }
