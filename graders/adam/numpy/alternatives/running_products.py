"""Instead of the step count the state keeps beta1**t and beta2**t, one product a step."""

import numpy as np


def init(params):
    zeros = lambda: {k: np.zeros(np.shape(p)) for k, p in params.items()}
    return {"m": zeros(), "v": zeros(), "powers": np.ones(2)}


def update(params, grads, state, lr, betas, eps):
    b1, b2 = betas
    powers = state["powers"] * np.array(betas)
    m = {k: b1 * state["m"][k] + (1 - b1) * g for k, g in grads.items()}
    v = {k: b2 * state["v"][k] + (1 - b2) * np.square(g) for k, g in grads.items()}
    c1, c2 = 1 - powers
    params = {k: p - lr * (m[k] / c1) / (np.sqrt(v[k] / c2) + eps) for k, p in params.items()}
    return params, {"m": m, "v": v, "powers": powers}
