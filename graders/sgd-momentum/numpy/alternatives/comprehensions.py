"""One dictionary after the other; Nesterov as a second step of the velocity."""

import numpy as np


def init(params):
    return {name: np.zeros(np.shape(p)) for name, p in params.items()}


def update(params, grads, state, lr, momentum, nesterov):
    v = {k: momentum * state[k] + grads[k] for k in params}
    ahead = {k: momentum * v[k] + grads[k] for k in params} if nesterov else v
    return {k: params[k] - lr * ahead[k] for k in params}, v
