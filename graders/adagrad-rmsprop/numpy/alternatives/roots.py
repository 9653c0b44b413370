"""The state holds the roots of the accumulators: a running length, as np.hypot computes it without overflow."""

import numpy as np


def init(params):
    return {k: 0.0 * p for k, p in params.items()}


def adagrad(params, grads, state, lr, eps):
    roots = {k: np.hypot(state[k], grads[k]) for k in params}
    return {k: params[k] - lr * grads[k] / (roots[k] + eps) for k in params}, roots


def rmsprop(params, grads, state, lr, decay, eps):
    a, b = np.sqrt([decay, 1 - decay])
    roots = {k: np.hypot(a * state[k], b * grads[k]) for k in params}
    return {k: params[k] - lr * grads[k] / (roots[k] + eps) for k in params}, roots
