"""Both corrections folded into the step size, with eps scaled to match: nothing of the parameters' size is divided."""

import math

import numpy as np


def init(params):
    return {k: (np.zeros_like(p), np.zeros_like(p)) for k, p in params.items()}, 0


def update(params, grads, state, lr, betas, eps):
    moments, t = state
    t += 1
    (b1, b2), root = betas, math.sqrt(1 - betas[1] ** t)
    size = lr * root / (1 - b1**t)
    moved, kept = {}, {}
    for k, (m, v) in moments.items():
        m = m + (1 - b1) * (grads[k] - m)
        v = v + (1 - b2) * (grads[k] ** 2 - v)
        kept[k] = m, v
        moved[k] = params[k] - size * m / (np.sqrt(v) + eps * root)
    return moved, (kept, t)
