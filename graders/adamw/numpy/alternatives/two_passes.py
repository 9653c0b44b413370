"""Adam's directions first, for all parameters; then one pass that adds the decay and moves."""

import numpy as np


def decay_mask(params):
    return {k: bool(np.ndim(params[k]) >= 2) for k in params}


def init(params):
    zeros = {k: np.zeros(np.shape(p)) for k, p in params.items()}
    return [zeros, dict(zeros), np.zeros(())]


def directions(m, v, t, betas, eps):
    c1, c2 = 1 - betas[0] ** t, 1 - betas[1] ** t
    return {k: (m[k] / c1) / (eps + np.sqrt(v[k] / c2)) for k in m}


def update(params, grads, state, lr, betas, eps, weight_decay, mask):
    m, v, t = state[0], state[1], state[2] + 1
    m = {k: betas[0] * m[k] + (1 - betas[0]) * grads[k] for k in m}
    v = {k: betas[1] * v[k] + (1 - betas[1]) * grads[k] * grads[k] for k in v}
    moves = directions(m, v, t, betas, eps)
    decaying = [k for k in params if mask[k]]
    moves |= {k: moves[k] + weight_decay * params[k] for k in decaying}
    return {k: params[k] - lr * moves[k] for k in params}, [m, v, t]
