"""The decay as a factor on the parameters, before Adam's step."""

import numpy as np


def decay_mask(params):
    return {name: len(np.shape(p)) > 1 for name, p in params.items()}


def init(params):
    return {k: (0 * p, 0 * p) for k, p in params.items()}, 0


def update(params, grads, state, lr, betas, eps, weight_decay, mask):
    moments, t = state
    t, (b1, b2) = t + 1, betas
    kept, moved = {}, {}
    for k, p in params.items():
        m, v = moments[k]
        m = m + (1 - b1) * (grads[k] - m)
        v = v + (1 - b2) * (grads[k] ** 2 - v)
        kept[k] = m, v
        p = p * (1 - lr * weight_decay * mask[k])
        moved[k] = p - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return moved, (kept, t)
