"""`p -= ...` writes into the caller's parameters: in NumPy it changes the array, it makes no new one. Write
`p - lr * direction`.

zh: `p -= ...` 会改写调用者的参数：在 NumPy 中它改变原数组，而不是生成新数组。请写 `p - lr * direction`。

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
        v = momentum * state[k] + g
        direction = g + momentum * v if nesterov else v
        p = np.asarray(p)
        p -= lr * direction
        new_params[k] = p
        new_state[k] = v
    return new_params, new_state
