"""You add `eps` under the root. `sqrt(s + eps)` acts like a floor of `sqrt(eps)`, 1e-4 where 1e-8 was
meant. Add it to the root.

zh: 你把 `eps` 加在了根号里面。`sqrt(s + eps)` 相当于以 `sqrt(eps)` 为下限，本想要 1e-8，实际是 1e-4。应加在根号外面。

Caught by: where eps stands
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
        k: p - lr * grads[k] / np.sqrt(state[k] + eps)
        for k, p in params.items()
    }
